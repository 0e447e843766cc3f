#include <doctest/doctest.h>

#include <condition_variable>

#include "tests/engine/held_append_thread.hpp"
#include "tests/faults/machine.hpp"
#include "tests/faults/workload.hpp"

using namespace forloeb;
using namespace forloeb::faults;

namespace {

PlannedAppend opening(std::uint64_t number) {
    const StreamId stream{StreamKind::case_,
                          Uuid::from_halves(0x0195'0000'0000'7000ULL, 0x8000'0000'0000'0000ULL | number)};
    return {stream.id, {{stream, {{EventKind::opened, number, 10, false}}}}, {}};
}

}  // namespace

TEST_CASE("bounds: an append queue that is full answers overloaded at once, and takes up again when there is room") {
    Machine machine(1);
    auto engine = machine.open();
    REQUIRE(engine.has_value());
    constexpr std::size_t too_many = limits::append_queue_requests_max + 200;
    std::mutex mutex;
    std::condition_variable answered;
    std::size_t stored = 0, overloaded = 0, others = 0;
    const auto count = [&](const AppendOutcome& outcome) {
        const std::lock_guard lock(mutex);
        (outcome ? stored : outcome.error().kind == ErrorKind::overloaded ? overloaded : others) += 1;
        answered.notify_all();
    };
    {
        testing::HeldAppendThread held(**engine);
        (*engine)->append(request_of(opening(0)), count);
        held.wait_until_held();
        for (std::size_t number = 1; number <= too_many; ++number)
            (*engine)->append(request_of(opening(number)), count);
        const std::lock_guard lock(mutex);
        CHECK(overloaded == too_many - limits::append_queue_requests_max);  // on the calling thread
        CHECK(stored <= 1);
    }
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return stored + overloaded + others == too_many + 1; });
    CHECK(others == 0);
    CHECK(stored == limits::append_queue_requests_max + 1);
    CHECK((*engine)->head().next.value == stored);
}
