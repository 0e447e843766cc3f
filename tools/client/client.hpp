// The client library: requests to a server over its socket, or to a data directory in this process, the same way.
//
//   auto client = Client::connect(*Endpoint::parse("unix:/run/forloeb.socket"));
//   FrameBuilder request;
//   request.frame().initReadLog().setFrom(0);
//   auto reply = (*client)->call(request);   // Result<Reply>; reply->frame().getPage()
//
// Any number of requests may be under way at a time (send); replies come in any order, except that appends are queued in
// the order sent. What the server refuses comes back as the Error it named. A server that cannot be reached, or a
// connection that is lost, is `unavailable`; a lost append is `unknown`: send it again with the same append id.
//
// Threads: every call from any thread. Callbacks run on the client's I/O thread and must not wait for another reply.
// Not here: reconnecting (a subscription knows where to resume).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/engine.hpp"
#include "server/protocol/endpoint.hpp"
#include "server/protocol/frame.hpp"
#include "server/tls/tls_files.hpp"
#include "tools/client/feed.hpp"

namespace forloeb {

/// One I/O thread that any number of clients may share.
class ClientLoop {
  public:
    ClientLoop();
    ~ClientLoop();  // after its clients
    struct Parts;
    [[nodiscard]] Parts& parts() { return *parts_; }

  private:
    std::unique_ptr<Parts> parts_;
};

/// What the server said of itself in its hello.
struct Greeting {
    std::uint16_t protocol_version = 0;
    std::string server;
    std::string controller;
    std::string origin;
    Position head;
};

/// What a client shows of itself.
struct ClientIdentity {
    TlsFiles tls;                  // over TCP; none = plain, to this machine only
    std::string token;             // "forloeb_<64 hex>"; empty = none
    std::filesystem::path policy;  // of a directory opened here; empty = DATA.policy.toml
};

class Client {
  public:
    using Done = std::function<void(Result<Reply>)>;

    /// Connects and says hello. `loop`: shared with other clients; nullptr = a thread of its own.
    [[nodiscard]] static Result<std::unique_ptr<Client>> connect(const Endpoint& endpoint, std::shared_ptr<ClientLoop> loop = nullptr,
                                                                 const ClientIdentity& identity = {});
    /// Opens a data directory under its exclusive lock and runs the same handlers in this process. The
    /// operating system's user is the actor of events that name none. Errors are those of Engine::open.
    [[nodiscard]] static Result<std::unique_ptr<Client>> open(EngineOptions options, Environment environment, const ClientIdentity& identity = {});
    /// Requests under way end as if the connection was lost. Not in a callback of this client's.
    ~Client();

    /// Sends and waits. Sets the request's corr.
    [[nodiscard]] Result<Reply> call(FrameBuilder& request);
    /// Sends; `done` is called exactly once.
    void send(FrameBuilder& request, Done done);
    /// `request` is a subscribe frame; its credits are set to `window`, and kept up as deliveries are taken.
    [[nodiscard]] Result<std::unique_ptr<Feed>> subscribe(FrameBuilder& request, std::uint32_t window = 1000);

    [[nodiscard]] const Greeting& greeting() const;
    /// The engine of an opened data directory; nullptr if this is a connection to a server.
    [[nodiscard]] Engine* engine();

  private:
    struct Parts;
    explicit Client(std::unique_ptr<Parts> parts);
    [[nodiscard]] static Result<std::unique_ptr<Client>> greet(std::unique_ptr<Parts> parts, const std::string& token);
    std::unique_ptr<Parts> parts_;
};

/// The event in a record, checked and readable.
[[nodiscard]] Result<EventView> open_record(wire::EventRecord::Reader record);

}  // namespace forloeb
