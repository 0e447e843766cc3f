#include "server/server.hpp"

#include <spdlog/spdlog.h>

#include "events/vocabulary/limits.hpp"
#include "server/open_files.hpp"
#include "server/session/loop.hpp"

namespace forloeb {
namespace {

constexpr std::uint64_t other_files = 1024;  // rows of projections while they are rebuilt, keys, our own sockets

// What an operator should know of a start; the ordinary one is silent.
void tell(const StartReport& start) {
    if (start.dropped_events > 0 || start.torn_tail)
        spdlog::warn("start: dropped a torn tail that nobody had been answered for ({} events that can be counted); its clients ask again", start.dropped_events);
    if (start.manifest_bytes_dropped > 0)
        spdlog::warn("start: dropped {} torn bytes at the end of RocksDB's MANIFEST, after everything without them had been read and proven", start.manifest_bytes_dropped);
    if (start.anchors_written) spdlog::warn("start: the directory had no anchors: read all {} events and wrote them", start.events_read);
}

}  // namespace

// In the order they are built; taken down in the reverse.
struct Server::Parts {
    explicit Parts(std::unique_ptr<Engine> opened, std::size_t workers, std::chrono::seconds scrub_period)
        : engine(std::move(opened)),
          projections(*engine),
          scrubber(*engine, scrub_period),
          handlers(*engine, projections, scrubber, {server_name, engine->options().controller, engine->options().origin}, figures),
          loop(handlers, figures, workers) {}

    std::unique_ptr<Engine> engine;
    Projections projections;
    Scrubber scrubber;
    DoorFigures figures;
    Handlers handlers;
    Loop loop;
    std::vector<Endpoint> endpoints;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Environment environment) {
    const std::uint64_t connections = options.listen.empty() ? 1 : limits::connections_max;
    FORLOEB_CHECK(allow_open_files(store_open_files_max + other_files + connections));
    FORLOEB_TRY(auto engine, Engine::open(std::move(options.engine), std::move(environment)));
    if (!options.listen.empty()) tell(engine->start_report());
    auto parts = std::make_unique<Parts>(std::move(engine), options.workers, options.listen.empty() ? std::chrono::seconds(0) : options.scrub_period);
    if (!options.listen.empty()) {
        FORLOEB_CHECK(parts->projections.runner());
    }
    for (const auto& endpoint : options.listen) {
        FORLOEB_TRY(auto bound, parts->loop.listen(endpoint));
        parts->endpoints.push_back(std::move(bound));
    }
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

void Server::start() {
    parts_->loop.start();
    parts_->scrubber.start();
}

void Server::stop() {
    parts_->projections.cancel_rebuild();
    parts_->scrubber.stop();
    parts_->loop.stop();
    parts_->projections.close();
}

const std::vector<Endpoint>& Server::endpoints() const { return parts_->endpoints; }

Engine& Server::engine() { return *parts_->engine; }

Result<int> Server::connect_within() { return parts_->loop.connect_within(); }

}  // namespace forloeb
