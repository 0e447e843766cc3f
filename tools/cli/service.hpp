// Opening a data directory as the settings say, and serving it until told to stop. One thread.
#pragma once

#include <memory>

#include "engine/engine.hpp"
#include "server/server.hpp"
#include "tools/cli/settings.hpp"
#include "tools/cli/surroundings.hpp"

namespace forloeb {

/// How the settings' data directory is to be opened.
[[nodiscard]] EngineOptions engine_options(const Settings& settings, bool create);

/// Where to listen: the settings' TCP address, and a Unix socket (inside the data directory unless one is named; none if
/// that path is too long for a socket).
[[nodiscard]] Result<std::vector<Endpoint>> endpoints_to_listen(const Settings& settings);

/// Opens, binds, takes connections.
[[nodiscard]] Result<std::unique_ptr<Server>> start_server(const Settings& settings, const EngineOptions& options,
                                                           const std::vector<Endpoint>& listen);

/// Returns when the surroundings ask to stop.
void wait_for_stop(const Surroundings& surroundings);

}  // namespace forloeb
