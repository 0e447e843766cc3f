// The server: engine, projections, handlers and doors wired together. Owns them all; takes them down in the right order.
// Without an address to listen on it is what `--data` runs in its own process: the same handlers behind a socket pair.
//
// Threads: open, start and stop from one thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/engine.hpp"
#include "server/http/http_patience.hpp"
#include "server/protocol/endpoint.hpp"
#include "server/tls/tls_files.hpp"

namespace forloeb {

class Handlers;

inline constexpr const char* server_name = "forloeb " FORLOEB_VERSION;

struct ServerOptions {
    EngineOptions engine;
    std::vector<Endpoint> listen;
    std::vector<Endpoint> http;    // the same for HTTP; plain on this machine's own addresses, where one signs in all the same
    TlsFiles tls;                  // of TCP; none = plain, on this machine's own addresses only
    bool plain_loopback = true;    // take plain TCP there: to try things out, the caller is then taken for the owner
    std::string http_proxy_user = {};           // whose reverse proxy may say who asks, over HTTP's Unix socket; empty = the owner's
    std::filesystem::path web_dir = {};         // the page is read from here; empty = the one that is built in
    std::filesystem::path vocabularies = {};    // folder of one's own code lists, as HTTP shows them; empty = none
    HttpPatience http_patience = {};            // of the HTTP door with its peers
    std::filesystem::path policy;  // empty = DATA.policy.toml 
    std::size_t workers = 4;  // threads for the work of requests
    std::chrono::seconds scrub_period = std::chrono::hours(24);  // for reading everything once; 0 = not in the background
    std::optional<EngineOptions> reads = {};  // where the read log is; none = beside the data (ReadLog::beside)
};

class Server {
  public:
    /// Opens the data directory, brings the projections up (where somebody is to be listened to; otherwise they wait until
    /// they are asked for), and binds the addresses. Errors are those of Engine::open and of listening.
    [[nodiscard]] static Result<std::unique_ptr<Server>> open(ServerOptions options, Environment environment);
    ~Server();  // stops

    /// Takes connections from here on.
    void start();
    /// Answers what is under way, then closes the doors. Idempotent.
    void stop();

    /// Reads policy file and certificates again; on an error what was there stays in force. Any thread.
    [[nodiscard]] Status reload();

    /// As bound: with the port chosen where 0 was asked for.
    [[nodiscard]] const std::vector<Endpoint>& endpoints() const;
    [[nodiscard]] const std::vector<Endpoint>& http_endpoints() const;
    [[nodiscard]] Engine& engine();
    /// What every door asks; for doors within this process.
    [[nodiscard]] const Handlers& handlers() const;
    /// A connection within this process: a socket, to be owned by the caller.
    [[nodiscard]] Result<int> connect_within();

  private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
