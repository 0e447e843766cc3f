// The client library: requests to a server over its socket.
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
// One connection: ReconnectingClient makes new ones. A data directory in this process: tools/directory.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "events/codec/view.hpp"
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
    TlsFiles tls;       // over TCP; none = plain, to this machine only
    std::string token;  // "forloeb_<64 hex>"; empty = none
};

class Client {
  public:
    using Done = std::function<void(Result<Reply>)>;

    /// Connects and says hello. `loop`: shared with other clients; nullptr = a thread of its own.
    [[nodiscard]] static Result<std::unique_ptr<Client>> connect(const Endpoint& endpoint, std::shared_ptr<ClientLoop> loop = nullptr,
                                                                 const ClientIdentity& identity = {});
    /// Says hello on a connected socket, which it takes over; `keeper` is let go when the client is.
    [[nodiscard]] static Result<std::unique_ptr<Client>> adopt(int socket, std::shared_ptr<const void> keeper, const ClientIdentity& identity = {});
    /// Requests under way end as if the connection was lost. Not in a callback of this client's.
    ~Client();

    /// Sends and waits. Sets the request's corr. With a deadline the server is told of it, and a server that is silent a
    /// little longer is given up: the request is cancelled, and ends as if the connection was lost.
    [[nodiscard]] Result<Reply> call(FrameBuilder& request, std::optional<std::chrono::milliseconds> deadline = std::nullopt);
    /// Sends; `done` is called exactly once. What it returns names the request to cancel().
    std::uint64_t send(FrameBuilder& request, Done done);
    /// The request is no longer wanted. `done` is called all the same: with `unavailable`, or with the reply if that was faster.
    void cancel(std::uint64_t request);
    /// `request` is a subscribe frame; its credits are set to `window`, and kept up as deliveries are taken.
    [[nodiscard]] Result<std::unique_ptr<Feed>> subscribe(FrameBuilder& request, std::uint32_t window = 1000);

    [[nodiscard]] const Greeting& greeting() const;
    /// Ends the connection now: requests under way end as if it was lost, and no callback comes after this. Not in a callback.
    void close();
    /// The connection is gone: everything from here on is `unavailable`.
    [[nodiscard]] bool is_lost() const;

  private:
    struct Parts;
    explicit Client(std::unique_ptr<Parts> parts);
    [[nodiscard]] static Result<std::unique_ptr<Client>> greet(std::unique_ptr<Parts> parts, const std::string& token);
    std::unique_ptr<Parts> parts_;
};

/// The event in a record, checked and readable.
[[nodiscard]] Result<EventView> open_record(wire::EventRecord::Reader record);

}  // namespace forloeb
