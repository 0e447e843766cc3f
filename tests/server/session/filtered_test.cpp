// Subscriptions that want part of the log, and those that the server remembers: what a session does about them.
#include <doctest/doctest.h>

#include "events/catalogue/catalogue.hpp"
#include "events/schema/contact.capnp.h"
#include "server/session/committed.hpp"
#include "tests/server/session/script.hpp"

namespace forloeb {
namespace {

using namespace script;

StreamId numbered_case(std::uint64_t low) { return {StreamKind::case_, Uuid::from_halves(0, low)}; }

/// Events of these cases from a position on, all of one type.
Committed events_of(std::uint64_t from, const std::vector<std::uint64_t>& cases, std::uint64_t type = 1) {
    std::vector<LeafRecord> leaves;
    for (const std::uint64_t low : cases) {
        LeafRecord leaf;
        leaf.stream = numbered_case(low);
        leaf.type_id = type;
        leaf.position = {from + leaves.size()};
        leaves.push_back(leaf);
    }
    return Committed({from}, {from + leaves.size()}, leaves);
}

TEST_CASE("a subscription to some cases moves on without a pull past what is not theirs, and pulls what may be") {
    Session session = greeted(10);
    CHECK(lines(session.on_bytes(subscribe_cases(7, {1, 2}, 10).bytes())) == Lines{"send subscribed 7 at 10", "send caughtUp 7 at 10"});
    CHECK(lines(session.on_committed(events_of(10, {3, 4, 5}))).empty());
    CHECK(lines(session.on_committed(events_of(13, {6, 2}))) == Lines{"pull 7 as t1 from 13 at most 100"});
}

TEST_CASE("what was committed before the cursor does not count, and what is not told leads to a pull") {
    Session session = greeted(10);
    (void)session.on_bytes(subscribe_cases(7, {1}, 10).bytes());
    (void)session.know_head({12});
    CHECK(lines(session.on_bytes(subscribe_cases(8, {1}, 12).bytes())) ==
          Lines{"send subscribed 8 at 12", "pull 7 as t1 from 10 at most 100", "send caughtUp 8 at 12"});
    CHECK(lines(session.on_committed(events_of(10, {1, 9, 9}))).empty());  // 8 stands behind the event of case 1
    CHECK(lines(session.on_head({14})) == Lines{"pull 8 as t2 from 13 at most 100"});
}

TEST_CASE("a head that is only known starts no pull, the telling of it does") {
    Session session = greeted(10);
    (void)session.on_bytes(subscribe_cases(7, {1}, 10).bytes());
    CHECK(lines(session.know_head({11})).empty());
    CHECK(lines(session.on_bytes(ping(2).bytes())) == Lines{"send pong 2 head 11"});
    CHECK(lines(session.on_head({11})) == Lines{"pull 7 as t1 from 10 at most 100"});
}

TEST_CASE("committed events match by stream and by type, and perhaps where a filter needs more than that") {
    const std::uint64_t held = capnp::typeId<ContactHeld>();
    const Committed committed = events_of(100, {1, 2}, held);
    SubscriptionFilter filter;
    CHECK(committed.may_match(filter, {100}));
    filter.streams = {numbered_case(1), numbered_case(7)};
    CHECK(committed.may_match(filter, {100}));
    CHECK_FALSE(committed.may_match(filter, {101}));  // the event of case 1 is below
    filter.streams = {numbered_case(7), numbered_case(8), numbered_case(9)};  // more than streams committed
    CHECK_FALSE(committed.may_match(filter, {100}));
    filter.streams.clear();
    filter.types = {held};
    CHECK(committed.may_match(filter, {100}));
    filter.types = {held + 1};
    CHECK_FALSE(committed.may_match(filter, {100}));
    filter.types.clear();
    filter.units = {"familie"};
    CHECK(committed.may_match(filter, {100}));
}

TEST_CASE("a remembered subscription begins where its cursor is found to be, and is answered only then") {
    Session session = greeted(10);
    CHECK(lines(session.on_bytes(subscribe_named(7, "dagbog").bytes())) == Lines{"open 'dagbog' as t1"});
    CHECK(lines(session.on_head({11})).empty());
    LogCursor cursor;
    cursor.filter = std::make_shared<const SubscriptionFilter>();
    cursor.next = {4};
    CHECK(lines(session.on_opened({1}, cursor)) == Lines{"send subscribed 7 at 4", "pull 7 as t1 from 4 at most 100"});
}

TEST_CASE("a remembered subscription that another has, or that is ended before it began, is answered with one error") {
    Session session = greeted(10);
    (void)session.on_bytes(subscribe_named(7, "dagbog").bytes());
    CHECK(lines(session.on_opened({1}, fail(ErrorKind::conflict, "Connection 3 has it.", "named"))) == Lines{"send error 7 conflict named: Connection 3 has it."});
    (void)session.on_bytes(subscribe_named(7, "dagbog").bytes());
    CHECK(lines(session.on_bytes(unsubscribe(7).bytes())) == Lines{"send error 7 unavailable: Cancelled, as you asked."});
    CHECK(lines(session.on_opened({2}, LogCursor{})).empty());
    CHECK(session.subscriptions() == 0);
}

TEST_CASE("a filter that cannot be is refused with its field") {
    Session session = greeted(10);
    FrameBuilder nil_case(2);
    nil_case.frame().initSubscribe().initMatching().initCases(1);
    CHECK(lines(session.on_bytes(nil_case.finish().bytes())) == Lines{"send error 2 invalid matching.cases[0]: A case needs an id."});
    FrameBuilder unnamed_unit(3);
    unnamed_unit.frame().initSubscribe().initMatching().initUnits(1);
    CHECK(lines(session.on_bytes(unnamed_unit.finish().bytes())) ==
          Lines{"send error 3 invalid matching.units[0]: A unit or organisation has a name, of at most 256 bytes."});
    FrameBuilder too_many(4);
    too_many.frame().initSubscribe().initMatching().initCases(1001);
    CHECK(lines(session.on_bytes(too_many.finish().bytes())) == Lines{"send error 4 invalid matching.cases: One subscription may name at most 1000 cases."});
}

TEST_CASE("a filter is written as it was read") {
    capnp::MallocMessageBuilder message;
    auto asked = message.initRoot<wire::subscribing::Filter>();
    asked.initCases(2)[0].setLow(7);
    asked.getCases()[1].setLow(3);
    asked.initTypes(1).set(0, "contact.held");
    asked.initUnits(1).set(0, "familie");
    asked.initPartners(1).set(0, "regionen");
    asked.setAudience(Audience::PARTNER);
    const auto filter = read_filter(asked.asReader(), "filter");
    REQUIRE(filter.has_value());
    CHECK_FALSE(filter->is_everything());
    capnp::MallocMessageBuilder again;
    write_filter(again.initRoot<wire::subscribing::Filter>(), *filter);
    const auto reread = read_filter(again.getRoot<wire::subscribing::Filter>().asReader(), "filter");
    REQUIRE(reread.has_value());
    CHECK(*reread == *filter);
}

}  // namespace
}  // namespace forloeb
