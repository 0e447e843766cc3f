// What a subscription's filter lets through, over a real socket: by case, type, unit, partner and audience, and all of it
// together.
#include <doctest/doctest.h>

#include "events/codec/leaf.hpp"
#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "events/schema/network.capnp.h"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

using FillFilter = std::function<void(wire::subscribing::Filter::Builder)>;

template <typename Payload>
typename Payload::Builder begin_filtered(ProposedEvent::Builder event, std::optional<Audience> audience = {}) {
    event.setType(std::string(event_type<Payload>().name));
    auto envelope = event.initEnvelope();
    write_moment(envelope.initOccurredAt(), parse_when("2026-01-05").value());
    envelope.initActor().setPseudonym("koord-1");
    if (audience) envelope.initAudience(1).set(0, *audience);
    return event.getPayload().initAs<Payload>();
}

/// Three cases, position by position: 0-2 case 1 of "ung" with the region as a partner, 3-4 case 2 of "voksen",
/// 5-6 case 3 of "ung". The contacts at 2 and 6 are for partners too.
struct FilteredLog : ServerFixture {
    FilteredLog() {
        Peer writer(local());
        open_case(writer, 1, "ung", true, Audience::PARTNER);
        open_case(writer, 2, "voksen", false, {});
        open_case(writer, 3, "ung", false, Audience::PARTNER);
    }
    static void open_case(Peer& writer, std::uint64_t number, const char* unit, bool with_region, std::optional<Audience> audience) {
        FrameBuilder frame(100 + number);
        auto append = frame.frame().initAppend();
        write_id(append.initAppendId(), id(0x700 + number));
        auto written = append.initStreams(1)[0];
        write_stream_ref(written.initStream(), a_case(number));
        auto events = written.initEvents(with_region ? 3 : 2);
        auto opened = begin_filtered<CaseOpened>(events[0]);
        write_id(opened.initSubject(), id(0x20000 + number));
        opened.setUnit(unit);
        if (with_region) {
            auto partner = begin_filtered<PartnerAdded>(events[1]);
            partner.setParty("region");
            partner.setKind("psychiatry");
            partner.setSector(Sector::EXTERNAL);
            partner.setOrganisation("regionen");
        }
        begin_filtered<ContactHeld>(events[events.size() - 1], audience).setChannel("sms");
        const auto reply = writer.ask(frame);
        REQUIRE_MESSAGE(reply->frame().isAppended(), read_problem(reply->frame().getError()).message);
    }
    /// Positions of what such a subscription is pushed from the beginning until it has caught up.
    std::vector<std::uint64_t> matching(const FillFilter& fill) {
        Peer peer(tcp());
        FrameBuilder frame(7);
        auto subscribe = frame.frame().initSubscribe();
        fill(subscribe.initMatching());
        subscribe.setCredits(1000);
        const auto reply = peer.ask(frame);
        REQUIRE_MESSAGE(reply->frame().isSubscribed(), read_problem(reply->frame().getError()).message);
        return positions_until_level(peer);
    }
    static std::vector<std::uint64_t> positions_until_level(Peer& peer) {
        std::vector<std::uint64_t> positions;
        while (true) {
            const auto pushed = peer.receive();
            REQUIRE(pushed != nullptr);
            if (pushed->frame().isCaughtUp()) return positions;
            REQUIRE(pushed->frame().isEvents());
            for (const auto record : pushed->frame().getEvents().getEvents()) {
                const auto leaf = record.getLeaf();
                positions.push_back(decode_leaf({leaf.begin(), leaf.size()}).value().position.value);
            }
        }
    }
};

using Positions = std::vector<std::uint64_t>;

void name_cases(wire::subscribing::Filter::Builder filter, const std::vector<std::uint64_t>& numbers) {
    auto cases = filter.initCases(static_cast<capnp::uint>(numbers.size()));
    for (capnp::uint i = 0; i < cases.size(); ++i) write_id(cases[i], id(numbers[i]));
}

TEST_CASE_FIXTURE(FilteredLog, "a filter names cases, types, units, partners or an audience, and nothing else is pushed") {
    CHECK(matching([](auto) {}) == Positions{0, 1, 2, 3, 4, 5, 6});
    CHECK(matching([](auto filter) { name_cases(filter, {3}); }) == Positions{5, 6});
    CHECK(matching([](auto filter) { name_cases(filter, {1, 2}); }) == Positions{0, 1, 2, 3, 4});
    CHECK(matching([](auto filter) { filter.initTypes(1).set(0, "contact.held"); }) == Positions{2, 4, 6});
    CHECK(matching([](auto filter) { filter.initUnits(1).set(0, "ung"); }) == Positions{0, 1, 2, 5, 6});
    CHECK(matching([](auto filter) { filter.initPartners(1).set(0, "regionen"); }) == Positions{0, 1, 2});
    CHECK(matching([](auto filter) { filter.setAudience(Audience::PARTNER); }) == Positions{2, 6});
    CHECK(matching([](auto filter) { filter.initUnits(1).set(0, "familie"); }).empty());
}

TEST_CASE_FIXTURE(FilteredLog, "the parts of a filter hold together") {
    CHECK(matching([](auto filter) {
              name_cases(filter, {1, 2});
              filter.initTypes(1).set(0, "contact.held");
          }) == Positions{2, 4});
    CHECK(matching([](auto filter) {
              name_cases(filter, {2});
              filter.initTypes(1).set(0, "contact.held");
              filter.setAudience(Audience::PARTNER);
          }).empty());
    CHECK(matching([](auto filter) {
              filter.initUnits(2).set(0, "ung");
              filter.getUnits().set(1, "voksen");
              filter.initPartners(1).set(0, "regionen");
              filter.setAudience(Audience::PARTNER);
          }) == Positions{2});
}

TEST_CASE_FIXTURE(FilteredLog, "a filter by case goes on from any position, and follows what is committed then") {
    Peer peer(tcp());
    FrameBuilder frame(7);
    auto subscribe = frame.frame().initSubscribe();
    name_cases(subscribe.initMatching(), {1, 3});
    subscribe.getFrom().setPosition(2);
    subscribe.setCredits(1000);
    REQUIRE(peer.ask(frame)->frame().isSubscribed());
    CHECK(positions_until_level(peer) == Positions{2, 5, 6});
    Peer writer(local());
    CHECK(store(writer, 1, a_case(2), false, 3) == 7);
    CHECK(store(writer, 2, a_case(3), false, 1) == 10);
    const auto pushed = peer.receive();
    REQUIRE(pushed->frame().isEvents());
    CHECK(pushed->frame().getEvents().getEvents().size() == 1);
    CHECK(pushed->frame().getEvents().getNext() == 11);
    REQUIRE(peer.pings());  // and nothing of case 2 came
}

TEST_CASE_FIXTURE(FilteredLog, "who leaves the case takes its partner's filter along") {
    Peer writer(local());
    FrameBuilder frame(9);
    auto append = frame.frame().initAppend();
    write_id(append.initAppendId(), id(0x800));
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), a_case(1));
    begin_filtered<PartnerRemoved>(written.initEvents(1)[0]).setParty("region");
    REQUIRE(writer.ask(frame)->frame().isAppended());
    CHECK(matching([](auto filter) { filter.initPartners(1).set(0, "regionen"); }).empty());
}

TEST_CASE_FIXTURE(FilteredLog, "a read waits for the position it asks for, and is told when it does not come") {
    Peer reader(tcp());
    FrameBuilder later(3);
    later.frame().setAtLeast(8);
    later.frame().initReadLog().setFrom(7);
    reader.send(later);
    REQUIRE(reader.pings());  // others go first
    Peer writer(local());
    CHECK(store(writer, 1, a_case(2), false, 1) == 7);
    const auto page = reader.receive();
    REQUIRE(page->frame().isPage());
    CHECK(page->frame().getPage().getEvents().size() == 1);
    FrameBuilder never(4);
    never.frame().setAtLeast(1'000'000);
    never.frame().setDeadlineMs(20);
    never.frame().initReadLog();
    const auto refused = reader.ask(never);
    REQUIRE(refused->frame().isError());
    CHECK(read_problem(refused->frame().getError()).field == "atLeast");
    CHECK(refused->frame().getError().getRetry() == wire::Retry::LATER);
}

TEST_CASE_FIXTURE(FilteredLog, "a question is answered from rows that have come as far as the log") {
    Peer peer(tcp());
    for (std::uint64_t number = 10; number < 20; ++number) {
        FrameBuilder append(2);
        fill_append(append.frame().initAppend(), number, a_case(number), true, 1);
        const auto stored = peer.ask(append);
        REQUIRE(stored->frame().isAppended());
        FrameBuilder list(3);
        list.frame().setAtLeast(stored->frame().getAppended().getPosition() + stored->frame().getAppended().getCount());
        list.frame().initQuery().initCaseList();
        const auto answer = peer.ask(list);
        REQUIRE_MESSAGE(answer->frame().isAnswer(), read_problem(answer->frame().getError()).message);
        CHECK(answer->frame().getAnswer().getCaseList().getRows().size() == number - 6);
    }
}

}  // namespace
}  // namespace forloeb::testing
