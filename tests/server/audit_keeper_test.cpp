// The auditors' index is there before anybody asks.
#include <doctest/doctest.h>

#include <thread>

#include "engine/audit/read_log.hpp"
#include "projections/audit/audit_index.hpp"
#include "server/scrub/audit_keeper.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

/// How far the index of a server that is gone lags behind the two logs, in events and records; nothing is taken in to find out.
std::uint64_t audit_lag(const std::filesystem::path& data) {
    EngineOptions options;
    options.data = data;
    options.controller = "testkommune";
    const auto events = Engine::open(options, Environment::system());
    REQUIRE_MESSAGE(events.has_value(), events.error().message);
    ReadLog reads(ReadLog::beside((*events)->options()), Environment::system());
    const Engine& records = **reads.engine();
    REQUIRE(records.head().next.value > 0);
    const auto index = AuditIndex::open(**events, records, data / "derived" / "audit");
    REQUIRE_MESSAGE(index.has_value(), index.error().message);
    const auto page = (*index)->find(AuditTopic::denied(), {});
    REQUIRE_MESSAGE(page.has_value(), page.error().message);
    return (*events)->head().next.value - page->events.value + records.head().next.value - page->reads.value;
}

}  // namespace

TEST_CASE_FIXTURE(ServerFixture, "a server takes both logs into the auditors' index although nobody asks") {
    {
        Peer peer(local());
        for (std::uint64_t number = 1; number <= 3; ++number) (void)store(peer, number, a_case(number), true, 2);
        FrameBuilder page(9);
        page.frame().initReadLog();
        REQUIRE(peer.ask(page)->frame().isPage());
    }
    stop();
    while (audit_lag(directory.path() / "data") > 0) {  // ends with the first start whose keeper had its turn
        start();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop();
    }
    CHECK(audit_lag(directory.path() / "data") == 0);
}

TEST_CASE("a keeper asks again each second until it is told to stop, and a failure does not end it") {
    std::atomic<int> times{0};
    AuditKeeper keeper([&]() -> Status {
        ++times;
        return fail(ErrorKind::unavailable, "the disk of the read log is gone");
    });
    keeper.start();
    while (times < 2) std::this_thread::yield();
    keeper.stop();
    CHECK(times >= 2);
}

TEST_CASE("a keeper that is in the middle of much is told to give up when it is stopped") {
    std::atomic<bool> begun{false};
    AuditKeeper keeper([&]() -> Status {
        begun = true;
        while (still_wanted()) std::this_thread::yield();
        return still_wanted();
    });
    keeper.start();
    while (!begun) std::this_thread::yield();
    keeper.stop();  // returns
    CHECK(begun);
}

}  // namespace forloeb::testing
