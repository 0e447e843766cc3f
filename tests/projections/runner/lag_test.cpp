#include "projections/runner/lag.hpp"

#include <doctest/doctest.h>

namespace forloeb {

using namespace std::chrono_literals;

TEST_CASE("a group waits from the disk until every row has it") {
    Lag lag;
    const Lag::Time start{};
    CHECK(lag.figures().groups == 0);
    for (std::uint64_t group = 1; group <= 100; ++group) lag.durable({group * 10}, start);
    lag.visible({5}, start + 1ms);  // no whole group yet
    CHECK(lag.figures().groups == 0);
    for (std::uint64_t group = 1; group <= 99; ++group) lag.visible({group * 10}, start + group * 1ms);
    lag.visible({1000}, start + 1min);
    CHECK(lag.figures().groups == 100);
    CHECK(lag.figures().p50 == 50ms);
    CHECK(lag.figures().p99 == 99ms);
    CHECK(lag.figures().max == 1min);
}

TEST_CASE("only the newest groups count") {
    Lag lag;
    const Lag::Time start{};
    for (std::uint64_t group = 1; group <= 2 * Lag::groups_max; ++group) {
        lag.durable({group}, start);
        lag.visible({group}, start + (group <= Lag::groups_max ? 1s : 2ms));
    }
    CHECK(lag.figures().groups == Lag::groups_max);
    CHECK(lag.figures().max == 2ms);
}

}  // namespace forloeb
