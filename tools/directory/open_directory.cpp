#include "tools/directory/open_directory.hpp"

#include "server/server.hpp"

namespace forloeb {

Result<OpenedDirectory> open_directory(EngineOptions options, Environment environment, const ClientIdentity& identity, std::filesystem::path policy) {
    ServerOptions within;
    within.engine = std::move(options);
    within.policy = std::move(policy);
    within.workers = 2;
    FORLOEB_TRY(std::shared_ptr<Server> server, Server::open(std::move(within), std::move(environment)));
    server->start();
    Engine* const engine = &server->engine();
    FORLOEB_TRY(const int socket, server->connect_within());
    FORLOEB_TRY(auto client, Client::adopt(socket, std::move(server), identity));
    return OpenedDirectory{std::move(client), engine};
}

}  // namespace forloeb
