#include "server/server.hpp"

#include "server/session/loop.hpp"

namespace forloeb {

// In the order they are built; taken down in the reverse.
struct Server::Parts {
    explicit Parts(std::unique_ptr<Engine> opened, std::size_t workers)
        : engine(std::move(opened)),
          projections(*engine),
          handlers(*engine, projections, {server_name, engine->options().controller, engine->options().origin}, figures),
          loop(handlers, figures, workers) {}

    std::unique_ptr<Engine> engine;
    Projections projections;
    DoorFigures figures;
    Handlers handlers;
    Loop loop;
    std::vector<Endpoint> endpoints;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Environment environment) {
    FORLOEB_TRY(auto engine, Engine::open(std::move(options.engine), std::move(environment)));
    auto parts = std::make_unique<Parts>(std::move(engine), options.workers);
    if (!options.listen.empty()) {
        FORLOEB_CHECK(parts->projections.runner());
    }
    for (const auto& endpoint : options.listen) {
        FORLOEB_TRY(auto bound, parts->loop.listen(endpoint));
        parts->endpoints.push_back(std::move(bound));
    }
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

void Server::start() { parts_->loop.start(); }

void Server::stop() {
    parts_->projections.cancel_rebuild();
    parts_->loop.stop();
    parts_->projections.close();
}

const std::vector<Endpoint>& Server::endpoints() const { return parts_->endpoints; }

Engine& Server::engine() { return *parts_->engine; }

Result<int> Server::connect_within() { return parts_->loop.connect_within(); }

}  // namespace forloeb
