// Opening a data directory as the settings say, and serving it until told to stop. One thread.
#pragma once

#include <memory>

#include "engine/engine.hpp"
#include "server/server.hpp"
#include "tools/client/client.hpp"
#include "tools/cli/settings.hpp"
#include "tools/cli/surroundings.hpp"

namespace forloeb {

/// How the settings' data directory is to be opened.
[[nodiscard]] EngineOptions engine_options(const Settings& settings, bool create);

/// Where to listen: the settings' TCP address, and a Unix socket (inside the data directory unless one is named; none if
/// that path is too long for a socket).
[[nodiscard]] Result<std::vector<Endpoint>> endpoints_to_listen(const Settings& settings);

/// Where a server's doors are.
struct Doors {
    std::vector<Endpoint> listen, http;
    bool plain = false;  // also without TLS, on this machine's own addresses, and whoever comes that way is the owner
};

/// Where HTTP is listened for, if the settings say so.
[[nodiscard]] Result<std::vector<Endpoint>> http_endpoints_to_listen(const Settings& settings);

/// Opens, binds, takes connections.
[[nodiscard]] Result<std::unique_ptr<Server>> start_server(const Settings& settings, const EngineOptions& options, const Doors& doors);

/// Certificates and token as the settings name them; reads the token's file.
[[nodiscard]] Result<ClientIdentity> client_identity(const Settings& settings);

/// While it lives, SIGHUP calls `what` on a thread of its own.
class HangUp {
  public:
    HangUp(const Surroundings& surroundings, std::function<void()> what) : surroundings_(surroundings) {
        if (surroundings_.at_hang_up) surroundings_.at_hang_up(std::move(what));
    }
    ~HangUp() {
        if (surroundings_.at_hang_up) surroundings_.at_hang_up({});
    }
    HangUp(const HangUp&) = delete;
    HangUp& operator=(const HangUp&) = delete;

  private:
    const Surroundings& surroundings_;
};

/// Returns when the surroundings ask to stop.
void wait_for_stop(const Surroundings& surroundings);

}  // namespace forloeb
