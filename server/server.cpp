#include "server/server.hpp"

#include <spdlog/spdlog.h>

#include "engine/audit/read_log.hpp"
#include "events/vocabulary/limits.hpp"
#include "projections/advice/citizens_cases.hpp"
#include "server/access/access_control.hpp"
#include "server/http/http_door.hpp"
#include "server/handlers/retain_reads.hpp"
#include "server/open_files.hpp"
#include "server/scrub/audit_keeper.hpp"
#include "server/scrub/read_keeper.hpp"
#include "server/session/listener.hpp"
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

/// What leaves this machine is encrypted and knows who asks; within it, plain connections are for trying things out.
Status check_doors(const ServerOptions& options) {
    for (const Endpoint& endpoint : options.listen) {
        if (endpoint.is_unix() || options.tls.any()) continue;
        if (!endpoint.is_loopback())
            return fail(ErrorKind::invalid, "To listen on " + endpoint.text() + ", beyond this machine, needs TLS: --tls-authority, --tls-certificate and --tls-key (forloeb cert).", "listen");
        if (!options.plain_loopback) return fail(ErrorKind::invalid, "To listen on " + endpoint.text() + " needs TLS; without it there is the Unix socket.", "listen");
    }
    for (const Endpoint& endpoint : options.http)
        if (!endpoint.is_loopback() && !options.tls.any())
            return fail(ErrorKind::invalid, "HTTP on " + endpoint.text() + ", beyond this machine, needs TLS: --tls-authority, --tls-certificate and --tls-key (forloeb cert).", "http");
    return {};
}

Status check_policy(const ServerOptions& options, const Policy& policy) {
    for (const Endpoint& endpoint : options.listen)
        if (!endpoint.is_loopback() && policy.built_in)
            return fail(ErrorKind::invalid, "To listen on " + endpoint.text() + ", beyond this machine, needs a policy: put one in force with forloeb access policy change.", "listen");
    for (const Endpoint& endpoint : options.http)
        if (!endpoint.is_loopback() && policy.built_in)
            return fail(ErrorKind::invalid, "HTTP on " + endpoint.text() + ", beyond this machine, needs a policy: put one in force with forloeb access policy change.", "http");
    return {};
}

/// As many as the limit of open files leaves room for.
Result<std::uint64_t> allow_connections(const ServerOptions& options) {
    constexpr std::uint64_t apart_from_them = store_open_files_max + other_files;
    const bool listens = !options.listen.empty();
    FORLOEB_TRY(const std::uint64_t files, allow_open_files(apart_from_them + (listens ? limits::connections_max : 1), apart_from_them + (listens ? limits::connections_least : 1)));
    if (listens && files < apart_from_them + limits::connections_max)
        spdlog::warn("start: the limit of open files leaves room for {} connections, not {}; raise it (LimitNOFILE=) for more", files - apart_from_them, limits::connections_max);
    return files - apart_from_them;
}

/// Whoever comes over plain loopback is taken for the owner there: a guessed token opens nothing, and somebody who tries out
/// what wrong tokens do is not to wait for long.
constexpr std::int64_t lock_out_in_dev_ms = 10'000;

CasesOfPerson cases_by_rows(Projections& projections) {
    return [&projections](const Uuid& person) -> Result<std::vector<Uuid>> {
        FORLOEB_TRY(Runner* const runner, projections.up_to_date());
        return advice::cases_of_citizen(*runner, person);
    };
}

}  // namespace

// In the order they are built; taken down in the reverse.
struct Server::Parts {
    Parts(std::unique_ptr<Engine> opened, std::unique_ptr<Projections> rows, std::unique_ptr<AccessControl> control, EngineOptions read_log,
          const Environment& environment, std::size_t workers, std::chrono::seconds scrub_period)
        : engine(std::move(opened)),
          projections(std::move(rows)),
          access(std::move(control)),
          reads(std::move(read_log), environment),
          scrubber(*engine, scrub_period),
          read_keeper([this] { return retain_reads(*engine, *access->policy(), reads, {}, false); }),
          handlers(*engine, *access, reads, *projections, scrubber, {server_name, engine->options().controller, engine->options().origin}, figures),
          audit_keeper([this] { return handlers.keep_audit_index(); }),
          loop(handlers, figures, workers) {}

    std::unique_ptr<Engine> engine;
    std::unique_ptr<Projections> projections;
    std::unique_ptr<AccessControl> access;
    ReadLog reads;
    Scrubber scrubber;
    ReadKeeper read_keeper;
    DoorFigures figures;
    /// HTTP's requests run on the loop's workers.
    void open_http(HttpDoorOptions options) {
        http.emplace(handlers, *projections, reads, figures, std::move(options));
        http->use(loop.workers());
    }
    /// Certificates as they are on the disk now.
    [[nodiscard]] Status load_tls() {
        if (!tls.any()) return {};
        FORLOEB_TRY(TlsContext socket_tls, server_context(tls));
        FORLOEB_TRY(TlsContext http_tls, server_context(tls, ClientCertificate::optional));
        loop.use(std::move(socket_tls), std::move(http_tls));
        return {};
    }

    Handlers handlers;
    AuditKeeper audit_keeper;
    std::optional<HttpDoor> http;
    Loop loop;
    std::vector<Endpoint> endpoints, http_endpoints;
    TlsFiles tls;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Environment environment) {
    FORLOEB_CHECK(check_doors(options));
    FORLOEB_TRY(const std::uint64_t connections, allow_connections(options));
    FORLOEB_TRY(auto engine, Engine::open(std::move(options.engine), environment));
    if (!options.listen.empty()) tell(engine->start_report());
    EngineOptions read_log = options.reads ? std::move(*options.reads) : ReadLog::beside(engine->options());
    auto projections = std::make_unique<Projections>(*engine);
    FORLOEB_TRY(auto access, AccessControl::open(*engine, options.policy, cases_by_rows(*projections)));
    FORLOEB_CHECK(check_policy(options, *access->policy()));
    if (options.plain_loopback && !options.tls.any()) access->lock_out_for(lock_out_in_dev_ms);
    auto parts = std::make_unique<Parts>(std::move(engine), std::move(projections), std::move(access), std::move(read_log), environment, options.workers, options.listen.empty() ? std::chrono::seconds(0) : options.scrub_period);
    if (!options.listen.empty()) {
        FORLOEB_CHECK(parts->projections->runner());
        if (const auto reads = parts->reads.engine(); !reads)
            spdlog::error("the read log cannot be opened: nothing personal is given out until it can. {}", reads.error().message);
    }
    if (!options.listen.empty()) parts->loop.take_at_most(connections);
    parts->tls = options.tls;
    FORLOEB_CHECK(parts->load_tls());
    parts->access->also_reload([parts = parts.get()] { return parts->load_tls(); });
    for (const auto& endpoint : options.listen) {
        FORLOEB_TRY(auto bound, parts->loop.listen(endpoint));
        parts->endpoints.push_back(std::move(bound));
    }
    if (!options.http.empty())
        parts->open_http({options.plain_loopback, user_name(data_owner(parts->engine->options().data)), options.http_proxy_user, options.web_dir, options.vocabularies, options.http_patience});
    for (const auto& endpoint : options.http) {
        FORLOEB_TRY(auto bound, parts->loop.listen(endpoint, *parts->http));
        parts->http_endpoints.push_back(std::move(bound));
    }
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

void Server::start() {
    parts_->loop.start();
    parts_->scrubber.start();
    if (parts_->endpoints.empty()) return;
    parts_->read_keeper.start();
    parts_->audit_keeper.start();
}

void Server::stop() {
    parts_->projections->cancel_rebuild();
    parts_->scrubber.stop();
    parts_->read_keeper.stop();
    parts_->audit_keeper.stop();
    parts_->loop.stop();
    parts_->projections->close();
}

const std::vector<Endpoint>& Server::endpoints() const { return parts_->endpoints; }

Status Server::reload() { return parts_->access->reload(); }

const std::vector<Endpoint>& Server::http_endpoints() const { return parts_->http_endpoints; }

Engine& Server::engine() { return *parts_->engine; }

const Handlers& Server::handlers() const { return parts_->handlers; }

Result<int> Server::connect_within() { return parts_->loop.connect_within(); }

}  // namespace forloeb
