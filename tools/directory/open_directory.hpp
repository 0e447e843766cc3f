// A data directory opened in this process: a server that listens nowhere, and a client connected to it. The same session,
// limits, rights and read log as through a socket; the operating system's user is the actor of events that name none.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/engine.hpp"
#include "tools/client/client.hpp"

namespace forloeb {

struct OpenedDirectory {
    std::unique_ptr<Client> client;
    Engine* engine = nullptr;  // lives as long as the client
};

/// Opens the directory under its exclusive lock. `policy`: empty = DATA.policy.toml. Errors are those of Engine::open.
[[nodiscard]] Result<OpenedDirectory> open_directory(EngineOptions options, Environment environment, const ClientIdentity& identity = {},
                                                     std::filesystem::path policy = {});

}  // namespace forloeb
