// One thread that keeps many connections busy, as cheaply as it can: the load shares the machine with the server, and
// what the load itself costs is not what is to be measured. Requests are encoded before the clock starts, sockets are
// read and written as they come, and nothing is allocated that the client library would not need either.
//
// Blocking; one thread per call.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include "server/protocol/endpoint.hpp"
#include "server/protocol/frame.hpp"
#include "tools/bench/baseline.hpp"

namespace forloeb::bench {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What one connection says and hears, after the greeting.
class Talker {
  public:
    virtual ~Talker() = default;
    /// The next frame to send now; empty: nothing until something more was heard. Valid until the next call.
    [[nodiscard]] virtual ByteSpan next(SteadyTime now) = 0;
    /// One frame of the server. A failure ends the whole talk.
    [[nodiscard]] virtual Status heard(wire::Frame::Reader frame, SteadyTime now) = 0;
    /// Nothing more to say and nothing more awaited.
    [[nodiscard]] virtual bool done() const = 0;
    /// False: what the server sends is left unread.
    [[nodiscard]] virtual bool listens() const { return true; }
};

/// Connects and greets, then lets all talk until every one is done: the seconds that took, greetings not counted.
[[nodiscard]] Result<double> talk(const Endpoint& server, std::span<const std::unique_ptr<Talker>> talkers);

/// Requests encoded beforehand, so many of them in flight, each timed from sending to its answer.
class Prepared final : public Talker {
  public:
    /// Every answer must be of the kind `answer`.
    Prepared(std::size_t in_flight, wire::Frame::Which answer, const Stop& stop)
        : in_flight_(in_flight), answer_(answer), stop_(stop) {}
    /// Sets the request's corr.
    void add(FrameBuilder& request);

    ByteSpan next(SteadyTime now) override;
    Status heard(wire::Frame::Reader frame, SteadyTime now) override;
    [[nodiscard]] bool done() const override {
        return microseconds_.size() == sent_.size() && (sent_.size() == ends_.size() || stopped_);
    }
    [[nodiscard]] const std::vector<double>& microseconds() const { return microseconds_; }

  private:
    const std::size_t in_flight_;
    const wire::Frame::Which answer_;
    const Stop& stop_;
    std::vector<Byte> bytes_;
    std::vector<std::size_t> ends_;  // of each request in bytes_
    std::vector<SteadyTime> sent_;   // request i has corr i + 1
    std::vector<double> microseconds_;
    bool stopped_ = false;
};

/// Talks with prepared requests, and what they took all together.
[[nodiscard]] Result<Timing> timed_talk(const Endpoint& server, std::vector<std::unique_ptr<Prepared>> talkers);

}  // namespace forloeb::bench
