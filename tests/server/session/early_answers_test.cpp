// Deadlines, cancellation and reads that wait for the log: exactly one answer, whatever comes first.
#include <doctest/doctest.h>

#include "tests/server/session/script.hpp"

namespace forloeb {
namespace {

using namespace script;

/// The stop flag of the last request among actions.
SharedStopFlag stop_of(const Actions& actions) {
    SharedStopFlag found;
    for (const auto& action : actions)
        if (const auto* start = std::get_if<StartRequest>(&action)) found = start->stop;
    REQUIRE(found != nullptr);
    return found;
}

const std::string late_line = "unavailable deadlineMs: The answer was not there by the request's deadline; ask again, with more time if this lasts.";

TEST_CASE("a read that is not ready by its deadline is answered then, told to stop, and what comes of it is dropped") {
    Session session = greeted();
    const Actions started = session.on_bytes(read_within(2, 300).bytes());
    CHECK(lines(started) == Lines{"start beside readLog 2 as t1"});
    CHECK(session.wake_at() == SteadyMs{300});
    CHECK(lines(session.on_time({299})).empty());
    CHECK_FALSE(stop_of(started)->stopped());
    CHECK(lines(session.on_time({300})) == Lines{"send error 2 " + late_line});
    CHECK(stop_of(started)->stopped());
    CHECK_FALSE(session.wake_at().has_value());
    CHECK(lines(session.on_reply({1}, page(2))).empty());
    CHECK(session.requests_in_flight() == 0);
}

TEST_CASE("a deadline counts from the request's arrival, and an answer in time ends it") {
    Session session = greeted();
    (void)session.on_time({1'000});
    (void)session.on_bytes(read_within(2, 300).bytes());
    CHECK(session.wake_at() == SteadyMs{1'300});
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"send page 2"});
    CHECK_FALSE(session.wake_at().has_value());
    CHECK(lines(session.on_time({2'000})).empty());
}

TEST_CASE("a read that waits for its turn past its deadline is never begun") {
    Session session = greeted();
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(read_log(3).bytes());
    CHECK(lines(session.on_bytes(read_within(4, 10).bytes())).empty());
    CHECK(lines(session.on_time({10})) == Lines{"send error 4 " + late_line});
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"send page 2"});  // and nothing starts
    CHECK(session.requests_in_flight() == 1);
}

TEST_CASE("an append takes its deadline along, and once it is begun its own answer counts") {
    Session session = greeted();
    const Actions started = session.on_bytes(append_within(2, 50).bytes());
    REQUIRE(started.size() == 1);
    CHECK(std::get<StartRequest>(started[0]).begin_by == SteadyMs{50});
    CHECK_FALSE(session.wake_at().has_value());
    CHECK(lines(session.on_time({1'000})).empty());
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"send page 2"});
}

TEST_CASE("cancelling answers a waiting read, a running read and nothing else, each once") {
    Session session = greeted();
    const Actions running = session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(read_log(3).bytes());
    (void)session.on_bytes(read_log(4).bytes());
    CHECK(lines(session.on_bytes(cancel(4).bytes())) == Lines{"send error 4 unavailable: Cancelled, as you asked."});
    CHECK(lines(session.on_bytes(cancel(2).bytes())) == Lines{"send error 2 unavailable: Cancelled, as you asked."});
    CHECK(stop_of(running)->stopped());
    CHECK(lines(session.on_bytes(cancel(2).bytes())).empty());
    CHECK(lines(session.on_bytes(cancel(99).bytes())).empty());
    CHECK(lines(session.on_reply({1}, page(2))).empty());
    CHECK(lines(session.on_reply({2}, page(3))) == Lines{"send page 3"});
    CHECK(session.requests_in_flight() == 0);
}

TEST_CASE("the error of a cancelled request has a code of its own that asks for no retry") {
    Session session = greeted();
    (void)session.on_bytes(read_log(2).bytes());
    auto actions = session.on_bytes(cancel(2).bytes());
    FrameReader reader(std::move(std::get<Send>(actions.at(0)).frame));
    CHECK(reader.frame().getError().getCode() == wire::ErrorCode::CANCELLED);
    CHECK(reader.frame().getError().getRetry() == wire::Retry::NO);
}

TEST_CASE("a corr is free again when its request was cancelled, though work for it goes on") {
    Session session = greeted();
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(cancel(2).bytes());
    CHECK(lines(session.on_bytes(read_log(2).bytes())) == Lines{"start beside readLog 2 as t2"});
    CHECK(lines(session.on_reply({1}, page(2))).empty());
    CHECK(lines(session.on_reply({2}, page(2))) == Lines{"send page 2"});
}

TEST_CASE("cancelled work still counts against the limits until it ends") {
    Session session = greeted();
    for (std::uint64_t corr = 2; corr < 4; ++corr) {
        (void)session.on_bytes(read_log(corr).bytes());
        (void)session.on_bytes(cancel(corr).bytes());
    }
    CHECK(lines(session.on_bytes(read_log(9).bytes())).empty());
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"start beside readLog 9 as t3"});
}

TEST_CASE("cancelling an append tells whoever begins it, and leaves the answer to them") {
    Session session = greeted();
    const Actions started = session.on_bytes(append(2).bytes());
    CHECK(lines(session.on_bytes(cancel(2).bytes())).empty());
    CHECK(stop_of(started)->stopped());
    CHECK(lines(session.on_reply({1}, page(2))) == Lines{"send page 2"});
}

TEST_CASE("cancelling a subscription ends it") {
    Session session = greeted(10);
    (void)session.on_bytes(subscribe_now(7, 5).bytes());
    CHECK(lines(session.on_bytes(cancel(7).bytes())) == Lines{"send subscriptionEnded 7 at 10"});
}

TEST_CASE("a read for at least a position waits until the log is there, and lets others go first") {
    Session session = greeted(10);
    CHECK(lines(session.on_bytes(read_within(2, 0, 12).bytes())).empty());
    CHECK(session.follows());
    CHECK(lines(session.on_bytes(read_within(3, 0, 10).bytes())) == Lines{"start beside readLog 3 as t2"});
    CHECK(lines(session.on_head({11})).empty());
    CHECK(lines(session.on_head({12})) == Lines{"start beside readLog 2 as t1"});
    CHECK_FALSE(session.follows());
}

TEST_CASE("a read for a position that does not come is answered after five seconds, or at its deadline") {
    Session session = greeted(10);
    (void)session.on_bytes(read_within(2, 0, 11).bytes());
    (void)session.on_bytes(read_within(3, 70, 11).bytes());
    const std::string not_there = "unavailable atLeast: The log has not come to the position that was asked for in time; ask again later.";
    CHECK(lines(session.on_time({70})) == Lines{"send error 3 " + not_there});
    CHECK(lines(session.on_time({4'999})).empty());
    CHECK(lines(session.on_time({5'000})) == Lines{"send error 2 " + not_there});
    CHECK_FALSE(session.follows());
    CHECK(session.requests_in_flight() == 0);
}

TEST_CASE("a connection that ends tells its reads to stop and leaves its appends alone") {
    Session session = greeted();
    const Actions read = session.on_bytes(read_log(2).bytes());
    const Actions written = session.on_bytes(append(3).bytes());
    session.abandon();
    CHECK(stop_of(read)->stopped());
    CHECK_FALSE(stop_of(written)->stopped());
}

TEST_CASE("a stopping server waits for no cancelled work") {
    Session session = greeted();
    (void)session.on_bytes(read_log(2).bytes());
    (void)session.on_bytes(cancel(2).bytes());
    CHECK(lines(session.on_stop()) == Lines{"close: the server is stopping"});
}

}  // namespace
}  // namespace forloeb
