#include "server/session/subscription.hpp"

#include <doctest/doctest.h>

#include "tests/server/session/script.hpp"

namespace forloeb {
namespace {

using namespace script;

/// The cursor of the last Pull among actions.
Pull pull_of(const Actions& actions) {
    for (const auto& action : actions)
        if (const auto* pull = std::get_if<Pull>(&action)) return *pull;
    FAIL("no pull");
    return {};
}

TEST_CASE("a subscription reads on from its position, catches up, then follows the head") {
    Session session = greeted(10);
    auto actions = session.on_bytes(subscribe_everything(7, 4, 100).bytes());
    CHECK(lines(actions) == Lines{"send subscribed 7 at 4", "pull 7 as t1 from 4 at most 100"});
    actions = session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 6, 10));
    CHECK(lines(actions) == Lines{"send events 7 next 10", "send caughtUp 7 at 10"});
    actions = session.on_head({12});
    CHECK(lines(actions) == Lines{"pull 7 as t1 from 10 at most 94"});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 2, 12))) == Lines{"send events 7 next 12"});
}

TEST_CASE("from now means from the head, and is level at once") {
    Session session = greeted(10);
    CHECK(lines(session.on_bytes(subscribe_now(7, 5).bytes())) == Lines{"send subscribed 7 at 10", "send caughtUp 7 at 10"});
}

TEST_CASE("events that come while a pull is under way are pulled next, none twice") {
    Session session = greeted(10);
    auto actions = session.on_bytes(subscribe_everything(7, 8, 100).bytes());
    CHECK(lines(session.on_head({11})).empty());
    actions = session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 2, 10));
    CHECK(lines(actions) == Lines{"send events 7 next 10", "pull 7 as t1 from 10 at most 98"});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 1, 11))) ==
          Lines{"send events 7 next 11", "send caughtUp 7 at 11"});
}

TEST_CASE("without credit nothing is read, a live subscription says that it fell behind, once") {
    Session session = greeted(10);
    CHECK(lines(session.on_bytes(subscribe_everything(7, 10, 2).bytes())) == Lines{"send subscribed 7 at 10", "send caughtUp 7 at 10"});
    auto actions = session.on_head({12});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 2, 12))) == Lines{"send events 7 next 12"});
    CHECK(lines(session.on_head({13})) == Lines{"send fellBehind 7 at 12"});
    CHECK(lines(session.on_head({500})).empty());
    actions = session.on_bytes(credit(7, 3).bytes());
    CHECK(lines(actions) == Lines{"pull 7 as t1 from 12 at most 3"});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 3, 15))) == Lines{"send events 7 next 15"});
    actions = session.on_bytes(credit(7, 1000).bytes());
    CHECK(lines(actions) == Lines{"pull 7 as t1 from 15 at most 512"});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 485, 500))) ==
          Lines{"send events 7 next 500", "send caughtUp 7 at 500"});
}

TEST_CASE("a pull that matched nothing costs no credit and moves the cursor") {
    Session session = greeted(100);
    auto actions = session.on_bytes(subscribe_everything(7, 0, 1).bytes());
    actions = session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 0, 60));
    CHECK(lines(actions) == Lines{"pull 7 as t1 from 60 at most 1"});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 0, 100))) == Lines{"send caughtUp 7 at 100"});
}

TEST_CASE("a peer that does not take its pushes stops its own cursor and nobody else's") {
    Session session = greeted(10);
    auto actions = session.on_bytes(subscribe_everything(7, 10, 1000).bytes());
    actions = session.on_head({11});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 1, 11, 8'500'000))) == Lines{"send events 7 next 11"});
    CHECK(lines(session.on_head({12})) == Lines{"send fellBehind 7 at 11"});
    CHECK(lines(session.on_head({13})).empty());
    CHECK(lines(session.on_written(8'000'000)) == Lines{"pull 7 as t1 from 11 at most 512"});
}

TEST_CASE("two pulls of a connection are under way at most, and every subscription gets its turn") {
    Session session = greeted(10);
    for (std::uint64_t corr = 2; corr <= 5; ++corr) (void)session.on_bytes(subscribe_now(corr, 100).bytes());
    auto actions = session.on_head({11});
    CHECK(lines(actions) == Lines{"pull 2 as t1 from 10 at most 100", "pull 3 as t2 from 10 at most 100"});
    const LogCursor cursor = pull_of(actions).cursor;
    CHECK(lines(session.on_pulled({1}, pulled(2, cursor, 1, 11))) == Lines{"send events 2 next 11", "pull 4 as t3 from 10 at most 100"});
    (void)session.on_head({12});
    CHECK(lines(session.on_pulled({2}, pulled(3, cursor, 1, 11))) == Lines{"send events 3 next 11", "pull 5 as t4 from 10 at most 100"});
    CHECK(lines(session.on_pulled({3}, pulled(4, cursor, 1, 11))) == Lines{"send events 4 next 11", "pull 2 as t1 from 11 at most 99"});
}

TEST_CASE("unsubscribing ends a subscription where it stands, also with a pull under way") {
    Session session = greeted(10);
    auto actions = session.on_bytes(subscribe_everything(7, 4, 100).bytes());
    CHECK(lines(session.on_bytes(unsubscribe(7).bytes())) == Lines{"send subscriptionEnded 7 at 4"});
    CHECK(lines(session.on_pulled({1}, pulled(7, pull_of(actions).cursor, 6, 10))).empty());
    CHECK(lines(session.on_bytes(unsubscribe(7).bytes())) == Lines{"send error 7 not_found: There is no subscription with that corr."});
    CHECK(lines(session.on_bytes(credit(7, 5).bytes())).empty());
    CHECK(lines(session.on_bytes(ping(7).bytes())) == Lines{"send pong 7 head 10"});
}

TEST_CASE("a pull that fails ends its subscription with the reason and leaves the others") {
    Session session = greeted(10);
    (void)session.on_bytes(subscribe_everything(7, 4, 100).bytes());
    (void)session.on_bytes(subscribe_now(8, 100).bytes());
    CHECK(lines(session.on_pulled({1}, fail(ErrorKind::damaged, "Positions 4 to 6 are damaged."))) ==
          Lines{"send subscriptionEnded 7 at 4 damaged"});
    CHECK(session.subscriptions() == 1);
}

TEST_CASE("credits never add up beyond their limit") {
    Session session = greeted(10);
    auto actions = session.on_bytes(subscribe_now(7, 0xffffffff).bytes());
    for (int i = 0; i < 10; ++i) (void)session.on_bytes(credit(7, 0xffffffff).bytes());
    Subscription subscription;
    subscription.grant(0xffffffff);
    CHECK(subscription.credits == 1'000'000);
    subscription.grant(1);
    CHECK(subscription.credits == 1'000'000);
}

TEST_CASE("the sixty-fifth subscription is refused") {
    Session session = greeted(10);
    for (std::uint64_t corr = 2; corr < 66; ++corr) (void)session.on_bytes(subscribe_now(corr, 1).bytes());
    CHECK(lines(session.on_bytes(subscribe_now(66, 1).bytes())) ==
          Lines{"send error 66 overloaded: This connection has 64 subscriptions, which is the most; end one first."});
}

TEST_CASE("a subscription that cannot be is refused with its field") {
    Session session = greeted(10);
    CHECK(lines(session.on_bytes(subscribe_everything(2, 11, 1).bytes())) ==
          Lines{"send error 2 invalid from.position: The position is beyond the log, which has 10 events; is this the log you read "
                "before?"});
    CHECK(lines(session.on_bytes(subscribe_types(3, {}).bytes())) ==
          Lines{"send error 3 invalid types: Name at least one event type, or subscribe to everything."});
    CHECK(lines(session.on_bytes(subscribe_types(4, {"contact.held", "no.such.type"}).bytes())) ==
          Lines{"send error 4 unsupported types[1]: This server knows no such event type; see the catalogue, or upgrade it."});
    CHECK(lines(session.on_bytes(subscribe_types(5, {"contact.held"}).bytes())) ==
          Lines{"send subscribed 5 at 0"});  // no credit yet
}

}  // namespace
}  // namespace forloeb
