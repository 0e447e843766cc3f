// A subscription that outlives its connection: deliveries in log order, nothing missed or told twice. After a lost connection
// it subscribes again from the position after the last delivery that was taken. (A named subscription goes on from
// what was acknowledged instead: the server remembers it.)
//
// One taker at a time; any thread. Its client outlives it.
#pragma once

#include "tools/client/connections.hpp"
#include "tools/client/kept_frame.hpp"

namespace forloeb {

class ReconnectingFeed {
  public:
    ReconnectingFeed(std::shared_ptr<Connections> connections, wire::Frame::Reader request, std::uint32_t window);

    /// The next `events`, `caughtUp` or `fellBehind` frame; empty if none came in time. An error is the end: the server's
    /// reason, never a lost connection.
    [[nodiscard]] Result<std::optional<Reply>> next(std::chrono::milliseconds timeout);
    /// Where to subscribe from to go on after everything taken so far.
    [[nodiscard]] Position position() const { return position_; }
    /// Subscribes now; an error is the server's, or `unavailable` where no connection was made in time.
    [[nodiscard]] Status begin(Connections::TimePoint limit);

  private:
    std::shared_ptr<Connections> connections_;
    KeptFrame request_;
    std::uint32_t window_;
    std::shared_ptr<Client> client_;  // the feed's
    std::unique_ptr<Feed> feed_;
    Position position_;
    bool begun_ = false;  // from here on position_ says where
};

}  // namespace forloeb
