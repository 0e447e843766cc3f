#include "engine/append/clock_watch.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace forloeb {

ClockWatch::ClockWatch(const Environment& environment) : environment_(environment), wall_(environment.now()), steady_(elapsed()) {}

Instant ClockWatch::read() {
    const Instant wall = environment_.now();
    const std::int64_t steady = elapsed();
    const std::int64_t passed = wall.micros - wall_.micros;
    const std::int64_t expected = environment_.elapsed_micros ? steady - steady_ : std::max(passed, std::int64_t{0});
    const std::int64_t jump = passed - expected;
    wall_ = wall;
    steady_ = steady;
    if (jump > tolerance_micros || jump < -tolerance_micros) {
        ++jumps_;
        spdlog::warn("the clock jumped by {} s; order does not depend on it, and recordedAt does not go back", jump / 1'000'000);
    }
    return wall;
}

}  // namespace forloeb
