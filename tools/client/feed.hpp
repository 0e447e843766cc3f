// A subscription at the client's side: deliveries in log order, taken one at a time. Credits follow what is taken, so a
// slow taker holds at most its window in memory and the server waits.
//
// To go on after a lost connection: connect again and subscribe from position().
// One taker at a time; any thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "events/vocabulary/ids.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// A frame of the server that is no error.
class Reply {
  public:
    explicit Reply(WireFrame bytes) : reader_(std::make_unique<FrameReader>(std::move(bytes))) {}
    [[nodiscard]] wire::Frame::Reader frame() const { return reader_->frame(); }
    /// Gives the bytes away; nothing may be read of it afterwards.
    [[nodiscard]] WireFrame release() { return reader_->release(); }

  private:
    std::unique_ptr<FrameReader> reader_;
};

struct FeedInbox;  // filled on the I/O thread

class Feed {
  public:
    explicit Feed(std::shared_ptr<FeedInbox> inbox) : inbox_(std::move(inbox)) {}
    ~Feed();  // unsubscribes
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    /// The next `events`, `caughtUp` or `fellBehind` frame; empty if none came in time. An error is the end: the server's
    /// reason, or `unavailable` when the connection is lost.
    [[nodiscard]] Result<std::optional<Reply>> next(std::chrono::milliseconds timeout);
    /// Where to subscribe from to go on after everything taken so far.
    [[nodiscard]] Position position() const;

  private:
    std::shared_ptr<FeedInbox> inbox_;
};

}  // namespace forloeb
