// The engine's clock as the append thread reads it, with an eye on its jumps: the wall clock is compared with one that
// nobody can set, and a difference beyond the tolerance is counted and told in the log. That is all a jump does: order and
// positions come from the append thread, and recordedAt never goes back (Sequencer::begin).
//
// read: one thread. jumps: any thread. Without a clock that nobody can set, only being set back is noticed.
#pragma once

#include <atomic>

#include "engine/engine.hpp"

namespace forloeb {

class ClockWatch {
  public:
    static constexpr std::int64_t tolerance_micros = 10'000'000;  // network time nudges clocks by less; nobody else does

    explicit ClockWatch(const Environment& environment);
    [[nodiscard]] Instant read();
    [[nodiscard]] std::uint64_t jumps() const { return jumps_; }

  private:
    [[nodiscard]] std::int64_t elapsed() const { return environment_.elapsed_micros ? environment_.elapsed_micros() : 0; }

    const Environment& environment_;
    Instant wall_;
    std::int64_t steady_;
    std::atomic<std::uint64_t> jumps_{0};
};

}  // namespace forloeb
