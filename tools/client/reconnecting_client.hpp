// A client that stays: it makes new connections, repeats what may be repeated, and goes on with its feeds.
//
//   a read       is asked again when the connection is lost or the server says "later"
//   an append    is sent again with the same append id until it is known whether it is stored
//   other orders (rebuild, rotate, ...) are sent once: what became of them is for the caller to look at
//
// for `patience`, then the last error is given; an append that may be stored stays `unknown`, whatever later tries said.
// Between tries it waits a random time below a bound that doubles.
//
// Threads: every call from any thread. Callbacks run on a thread of the client's and must not wait for another reply.
#pragma once

#include "tools/client/connections.hpp"
#include "tools/client/reconnecting_feed.hpp"

namespace forloeb {

class ReconnectingClient {
  public:
    /// `unavailable` if the server cannot be reached now.
    [[nodiscard]] static Result<std::unique_ptr<ReconnectingClient>> connect(Endpoint endpoint, ClientIdentity identity = {}, Persistence persistence = {});
    /// Requests under way end as if the connection was lost. After its feeds; not in a callback of this client's.
    ~ReconnectingClient();

    /// Asks and waits.
    [[nodiscard]] Result<Reply> call(FrameBuilder& request);
    /// Asks; `done` is called exactly once.
    void send(FrameBuilder& request, Client::Done done);
    /// `request` is a subscribe frame. Fails where the server refuses it; connections lost later are made again.
    [[nodiscard]] Result<std::unique_ptr<ReconnectingFeed>> subscribe(FrameBuilder& request, std::uint32_t window = 1000);

    /// Of the newest connection.
    [[nodiscard]] Greeting greeting() const;

  private:
    explicit ReconnectingClient(std::shared_ptr<Connections> connections) : connections_(std::move(connections)) {}
    std::shared_ptr<Connections> connections_;
};

}  // namespace forloeb
