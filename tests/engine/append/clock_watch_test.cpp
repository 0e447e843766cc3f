#include <doctest/doctest.h>

#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr std::int64_t second = 1'000'000, year = 365 * 24 * 3600 * second;

struct Clocks {
    std::unique_ptr<Engine> open() {
        Environment environment = Environment::system();
        environment.now = [this] { return Instant{wall.load()}; };
        environment.elapsed_micros = [this] { return steady.load(); };
        EngineOptions options;
        options.data = directory.path() / "data";
        auto opened = Engine::open(std::move(options), std::move(environment));
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        return std::move(*opened);
    }
    void pass(std::int64_t micros) {
        wall += micros;
        steady += micros;
    }
    TemporaryDirectory directory;
    std::atomic<std::int64_t> wall{1'767'225'600'000'000}, steady{5 * second};
};

}  // namespace

TEST_CASE("a hundred jumps of the clock by up to ten years change no order: positions have no gap, recordedAt never goes back") {
    Clocks clocks;
    auto engine = clocks.open();
    REQUIRE(engine->append_and_wait(request(0, on(case_stream(1), opened(9)))).has_value());
    std::mt19937_64 dice(7);
    std::uint64_t jumps = 0;
    for (std::uint64_t i = 1; i <= 100; ++i) {
        clocks.pass(2 * second);
        const std::int64_t jump = static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(20 * year)) - 10 * year;
        jumps += jump > 10 * second || jump < -10 * second;
        clocks.wall += jump;
        const AppendOutcome stored = engine->append_and_wait(request(i, on(case_stream(1), contact())));
        REQUIRE(stored.has_value());
        CHECK(stored->first == Position{i});
        if (i == 50) {  // jumps are counted from the start of the engine, recordedAt is kept across it
            engine.reset();
            engine = clocks.open();
            jumps = 0;
        }
    }
    CHECK(jumps == 50);
    CHECK(engine->figures().clock_jumps == jumps);
    const auto events = engine->read_whole_stream(case_stream(1)).value();
    REQUIRE(events.size() == 101);
    for (std::size_t i = 1; i < events.size(); ++i) {
        CHECK(events[i].leaf().version == events[i - 1].leaf().version.next());
        CHECK(events[i].leaf().recorded_at >= events[i - 1].leaf().recorded_at);
    }
    CHECK(engine->recompute_root(engine->head().next).value() == engine->head().root);
}

TEST_CASE("time that passes, nudges of network time and a long pause are no jumps of the clock") {
    Clocks clocks;
    const auto engine = clocks.open();
    clocks.pass(3 * year);
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    clocks.wall -= 9 * second;
    REQUIRE(engine->append_and_wait(request(2, on(case_stream(1), contact()))).has_value());
    CHECK(engine->figures().clock_jumps == 0);
    clocks.wall -= 11 * second;
    REQUIRE(engine->append_and_wait(request(3, on(case_stream(1), contact()))).has_value());
    CHECK(engine->figures().clock_jumps == 1);
}
