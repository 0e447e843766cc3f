// Questions over a real socket: each is answered by the struct it names, as of when it was asked.
#include <doctest/doctest.h>

#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

/// Asks one question; the reply must be an answer.
std::unique_ptr<FrameReader> ask(Peer& peer, const std::function<void(wire::Query::Builder)>& fill) {
    FrameBuilder request(50);
    fill(request.frame().initQuery());
    auto reply = peer.ask(request);
    REQUIRE_MESSAGE(reply->frame().isAnswer(), text_of(reply->frame().getError().getMessage()));
    return reply;
}

TEST_CASE_FIXTURE(ServerFixture, "who appends and then asks for the list of cases sees the new case in it") {
    Peer peer(local());
    for (std::uint64_t round = 1; round <= 20; ++round) {
        (void)store(peer, round, a_case(round), true, 1);
        const auto reply = ask(peer, [](auto query) { query.initCaseList(); });
        REQUIRE(reply->frame().getAnswer().isCaseList());
        const auto list = reply->frame().getAnswer().getCaseList();
        REQUIRE(list.getRows().size() == round);
        CHECK(read_id(list.getRows()[static_cast<capnp::uint>(round - 1)].getCaseId()) == id(round));
    }
}

TEST_CASE_FIXTURE(ServerFixture, "an overview, a timeline, a partner map and handovers of one case") {
    Peer peer(tcp());
    (void)store(peer, 1, a_case(1), true, 3);
    auto reply = ask(peer, [](auto query) { write_id(query.initCaseOverview(), id(1)); });
    REQUIRE(reply->frame().getAnswer().isCaseOverview());
    CHECK(text_of(reply->frame().getAnswer().getCaseOverview().getStatus().getState()) == "open");
    CHECK(reply->frame().getAnswer().getCaseOverview().getStatus().getVersion() == 4);

    reply = ask(peer, [](auto query) {
        auto timeline = query.initCaseTimeline();
        write_id(timeline.initCaseId(), id(1));
        timeline.initTypes(1).set(0, "contact.held");
        timeline.setLimit(2);
    });
    REQUIRE(reply->frame().getAnswer().isCaseTimeline());
    CHECK(reply->frame().getAnswer().getCaseTimeline().getEntries().size() == 2);

    reply = ask(peer, [](auto query) { write_id(query.initPartnerMap().initCaseId(), id(1)); });
    CHECK(reply->frame().getAnswer().isPartnerMap());
    reply = ask(peer, [](auto query) { write_id(query.initCaseHandovers().initCaseId(), id(1)); });
    CHECK(reply->frame().getAnswer().isCaseHandovers());
}

TEST_CASE_FIXTURE(ServerFixture, "a question looks back with two clocks") {
    Peer peer(tcp());
    (void)store(peer, 1, a_case(1), true, 3);
    const auto reply = ask(peer, [](auto query) {
        write_moment(query.initAsOf().initOccurredBy(), parse_when("2026-01-05").value());
        write_id(query.initCaseTimeline().initCaseId(), id(1));
    });
    CHECK(reply->frame().getAnswer().getCaseTimeline().getEntries().size() == 1);  // the opening; contacts came the day after
}

TEST_CASE_FIXTURE(ServerFixture, "measures are listed and run, and an unknown one is refused") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 3);
    const auto list = ask(peer, [](auto query) { query.setMeasureList(); });
    const auto measures = list->frame().getAnswer().getMeasureList().getMeasures();
    REQUIRE(measures.size() > 5);
    for (const auto measure : measures) {
        const auto result = ask(peer, [&](auto query) { query.initMeasureRun().setMeasure(measure.getId()); });
        CHECK(text_of(result->frame().getAnswer().getMeasureRun().getReceipt().getMeasure()) == text_of(measure.getId()));
        CHECK(result->frame().getAnswer().getMeasureRun().getReceipt().getKnown() == 4);
    }
    FrameBuilder unknown(51);
    unknown.frame().initQuery().initMeasureRun().setMeasure("M999");
    CHECK(peer.ask(unknown)->frame().isError());
}

TEST_CASE_FIXTURE(ServerFixture, "questions that cannot be answered name what is wrong") {
    Peer peer(local());
    FrameBuilder nobody(2);
    write_id(nobody.frame().initQuery().initCaseOverview(), id(404));
    CHECK(peer.ask(nobody)->frame().getError().getCode() == wire::ErrorCode::NOT_FOUND);
    FrameBuilder past(3);
    auto query = past.frame().initQuery();
    write_moment(query.initAsOf().initKnownAt(), parse_when("2026-01-05").value());
    query.initCaseList();
    CHECK(text_of(peer.ask(past)->frame().getError().getField()) == "asOf");
}

TEST_CASE_FIXTURE(ServerFixture, "projections are rebuilt to the same digest while the server runs") {
    Peer peer(tcp());
    for (std::uint64_t round = 1; round <= 5; ++round) (void)store(peer, round, a_case(round), true, 4);
    (void)ask(peer, [](auto query) { query.initCaseList(); });
    FrameBuilder status(2);
    status.frame().initProjectionStatus().setDigest(true);
    const auto before = peer.ask(status);
    REQUIRE(before->frame().isProjectionStatusReply());
    const auto projections = before->frame().getProjectionStatusReply().getProjections();
    REQUIRE(projections.size() > 0);
    for (const auto projection : projections) {
        CHECK(projection.getCheckpoint() == 25);
        FrameBuilder rebuild(3);
        rebuild.frame().initProjectionRebuild().setName(projection.getName());
        const auto after = peer.ask(rebuild);
        REQUIRE(after->frame().isProjectionRebuildReply());
        CHECK(text_of(after->frame().getProjectionRebuildReply().getProjections()[0].getDigest()) == text_of(projection.getDigest()));
        CHECK(after->frame().getProjectionRebuildReply().getProjections()[0].getGeneration() > projection.getGeneration());
    }
    FrameBuilder unknown(4);
    unknown.frame().initProjectionRebuild().setName("weather");
    CHECK(peer.ask(unknown)->frame().getError().getCode() == wire::ErrorCode::NOT_FOUND);
}

}  // namespace
}  // namespace forloeb::testing
