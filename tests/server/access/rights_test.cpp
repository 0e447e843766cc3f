// Rights over a real socket, under a policy in force: who may write and read a case as its own events come and go.
#include <doctest/doctest.h>

#include "engine/audit/read_log.hpp"
#include "events/schema/audit.capnp.h"
#include "events/schema/case.capnp.h"
#include "events/schema/coordinator.capnp.h"
#include "events/schema/governance.capnp.h"
#include "server/access/access_register.hpp"
#include "server/access/policy.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/tls/tls_peer.hpp"

namespace forloeb::testing {
namespace {

std::string outcome(const std::unique_ptr<FrameReader>& reply) {
    if (reply == nullptr) return "gone";
    if (!reply->frame().isError()) return "ok";
    const Error error = read_problem(reply->frame().getError());
    return error.rule.empty() ? error.message : error.rule;
}


/// A peer that is in.
class Colleague {
  public:
    Colleague(const TlsServer& server, const std::string& actor) : peer_(server.tcp(), server.as(actor)), actor_(actor) { REQUIRE(peer_.is_let_in()); }

    [[nodiscard]] std::string opens(StreamId stream, const char* unit, const std::string& coordinator) {
        FrameBuilder frame(++corr_);
        auto events = begin(frame, stream, coordinator.empty() ? 1 : 2);
        events[0].setType("case.opened");
        events[0].getPayload().initAs<CaseOpened>().setUnit(unit);
        write_id(events[0].getPayload().getAs<CaseOpened>().initSubject(), id(0x20000));
        if (!coordinator.empty()) {
            events[1].setType("coordinator.assigned");
            events[1].getPayload().initAs<CoordinatorAssigned>().setPerson(coordinator);
        }
        return outcome(peer_.ask(frame));
    }
    [[nodiscard]] std::string notes(StreamId stream, const std::string& as_actor = {}) {
        FrameBuilder frame(++corr_);
        auto events = begin(frame, stream, 1);
        events[0].setType("note.recorded");
        events[0].getPayload().initAs<NoteRecorded>().setKind("phone");
        if (!as_actor.empty()) events[0].getEnvelope().initActor().setPseudonym(as_actor);
        return outcome(peer_.ask(frame));
    }
    [[nodiscard]] std::string reads(StreamId stream, const char* purpose = "") {
        FrameBuilder frame(++corr_);
        frame.frame().setPurpose(purpose);
        auto read = frame.frame().initReadStream();
        write_stream_ref(read.initStream(), stream);
        read.setPersonal(true);
        return outcome(peer_.ask(frame));
    }
    [[nodiscard]] std::string breaks_glass(StreamId stream, std::uint32_t minutes, const char* reason = "vikar for en kollega") {
        FrameBuilder frame(++corr_);
        auto asked = frame.frame().initAccess().initBreakGlass();
        write_id(asked.initCaseId(), stream.id);
        asked.setReason(reason);
        asked.setCategory("cover");
        asked.setMinutes(minutes);
        return outcome(peer_.ask(frame));
    }
    [[nodiscard]] std::string reviews(const std::string& right) {
        FrameBuilder frame(++corr_);
        auto asked = frame.frame().initAccess().initReview();
        asked.setId(right);
        asked.setOutcome("justified");
        return outcome(peer_.ask(frame));
    }
    [[nodiscard]] TlsPeer& peer() { return peer_; }

  private:
    capnp::List<ProposedEvent>::Builder begin(FrameBuilder& frame, StreamId stream, unsigned count) {
        auto append = frame.frame().initAppend();
        write_id(append.initAppendId(), id(0x90000 + (++next_append)));
        auto written = append.initStreams(1)[0];
        write_stream_ref(written.initStream(), stream);
        auto events = written.initEvents(count);
        for (auto event : events) write_moment(event.initEnvelope().initOccurredAt(), parse_when("2026-01-05T10:00:00+01:00").value());
        return events;
    }

    static inline std::uint64_t next_append = 0;
    TlsPeer peer_;
    std::string actor_;
    std::uint64_t corr_ = 10;
};

std::string open_right(const Engine& engine) { return AccessRegister::load(engine).value().broken().back().right.id; }

}  // namespace

TEST_CASE_FIXTURE(TlsServer, "a case is opened in one's own unit only, and then read and written by who is assigned to it") {
    Colleague first(*this, "koord-1"), second(*this, "koord-2");
    CHECK(first.opens(a_case(1), "andet", "koord-1") == "access.relation");
    CHECK(first.opens(a_case(1), "voksenhandicap", "koord-1") == "ok");
    CHECK(first.notes(a_case(1)) == "ok");
    CHECK(first.reads(a_case(1)) == "ok");
    CHECK(first.reads(a_case(1), "coordination") == "ok");
    CHECK(first.reads(a_case(1), "statistics") == "access.purpose");
    CHECK(second.notes(a_case(1)) == "access.relation");
    CHECK(second.reads(a_case(1)) == "access.relation");
    CHECK(second.reads(a_case(2)) == "access.relation");  // nobody wrote to it: told apart from a case of others by nobody
}

TEST_CASE_FIXTURE(TlsServer, "an event has whoever writes it as its actor, and the access stream is the server's own") {
    Colleague first(*this, "koord-1");
    REQUIRE(first.opens(a_case(1), "voksenhandicap", "koord-1") == "ok");
    CHECK(first.notes(a_case(1), "koord-2") == "access.actor");
    CHECK(first.notes(a_case(1), "koord-1") == "ok");
    const auto events = server->engine().read_whole_stream(a_case(1)).value();
    CHECK(events.back().envelope().getActor().getPseudonym() == "koord-1");
    CHECK(first.notes(AccessRegister::stream_of(server->engine())) != "ok");
}

TEST_CASE("under the built-in policy the owner may write everything but the access stream") {
    ServerFixture fixture;
    Peer owner(fixture.local());
    CHECK(fixture.store(owner, 1, a_case(1), true, 1) == 0);
    FrameBuilder frame(7);
    auto append = frame.frame().initAppend();
    write_id(append.initAppendId(), id(0x91000));
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), AccessRegister::stream_of(fixture.server->engine()));
    auto event = written.initEvents(1)[0];
    event.setType("token.revoked");
    write_moment(event.initEnvelope().initOccurredAt(), parse_when("2026-01-05").value());
    CHECK(outcome(owner.ask(frame)) == "access.own_stream");
}

TEST_CASE("a restriction takes a citizen's text away from the owner too, but for its own purposes") {
    ServerFixture fixture;
    Peer owner(fixture.local());
    FrameBuilder append(3);
    fill_append(append.frame().initAppend(), 1, a_case(1), true, 1, "synthetic words");
    REQUIRE(outcome(owner.ask(append)) == "ok");
    const auto notes_read = [&](const char* purpose) {
        FrameBuilder frame(4);
        frame.frame().setPurpose(purpose);
        auto read = frame.frame().initReadStream();
        write_stream_ref(read.initStream(), a_case(1));
        read.setPersonal(true);
        const auto reply = owner.ask(frame);
        if (reply->frame().isError()) return outcome(reply);
        return std::string(reply->frame().getPage().getEvents()[1].getPersonal().size() == 0 ? "withheld" : "read");
    };
    CHECK(notes_read("casework") == "read");
    FrameBuilder restrict(5);
    auto order = restrict.frame().initAppend();
    write_id(order.initAppendId(), id(0x92000));
    auto written = order.initStreams(1)[0];
    write_stream_ref(written.initStream(), {StreamKind::governance, id(0x92001)});
    auto event = written.initEvents(1)[0];
    event.setType("subject.restricted");
    write_moment(event.initEnvelope().initOccurredAt(), parse_when("2026-01-05").value());
    auto restricted = event.getPayload().initAs<SubjectRestricted>();
    write_id(restricted.initSubject(), id(0x20000));
    restricted.setRestricted(Answer::YES);
    restricted.initClasses(1).set(0, SensitivityClass::NARRATIVE);
    restricted.initPurposes(1).set(0, "complaint");
    REQUIRE(outcome(owner.ask(restrict)) == "ok");
    CHECK(notes_read("casework") == "withheld");
    CHECK(notes_read("complaint") == "read");
}

TEST_CASE_FIXTURE(TlsServer, "broken glass opens one case to read, not to write, and another person reviews it") {
    Colleague first(*this, "koord-1"), second(*this, "koord-2"), governor(*this, "drift-1");
    REQUIRE(first.opens(a_case(1), "voksenhandicap", "koord-1") == "ok");
    REQUIRE(first.opens(a_case(2), "voksenhandicap", "koord-1") == "ok");
    CHECK(second.breaks_glass(a_case(1), 61).find("at most 60") != std::string::npos);
    CHECK(second.breaks_glass(a_case(1), 5, "").find("Say in words") != std::string::npos);
    CHECK(second.breaks_glass(a_case(9), 5).find("no such case") != std::string::npos);
    CHECK(governor.breaks_glass(a_case(1), 5) == "access.operation");
    CHECK(second.breaks_glass(a_case(1), 5) == "ok");
    CHECK(second.reads(a_case(1)) == "ok");
    CHECK(second.reads(a_case(2)) == "access.relation");
    CHECK(second.notes(a_case(1)) == "access.relation");
    const std::string right = open_right(server->engine());
    CHECK(second.reviews(right) == "access.operation");
    CHECK(governor.reviews(right) == "ok");
    CHECK(AccessRegister::load(server->engine()).value().broken().back().outcome == "justified");
    CHECK(governor.reviews(right).find("reviewed already") != std::string::npos);
}

TEST_CASE_FIXTURE(TlsServer, "every refusal, of a read, an append or an order, is on record with its rule and under the name of who was refused") {
    std::vector<std::string> refused;
    const auto refuses = [&refused](const char* actor, const char* rule, const std::string& came_out) {
        CHECK(came_out == rule);
        refused.push_back(std::string(actor) + " " + rule);
    };
    {
        Colleague first(*this, "koord-1"), second(*this, "koord-2"), governor(*this, "drift-1"), stranger(*this, "nobody-1");
        REQUIRE(first.opens(a_case(1), "voksenhandicap", "koord-1") == "ok");
        refuses("koord-1", "access.relation", first.opens(a_case(2), "andet", "koord-1"));
        refuses("koord-1", "access.purpose", first.reads(a_case(1), "statistics"));
        refuses("koord-2", "access.relation", second.reads(a_case(1)));
        refuses("koord-2", "access.relation", second.notes(a_case(1)));
        refuses("drift-1", "access.operation", governor.reads(a_case(1)));
        refuses("drift-1", "access.operation", governor.breaks_glass(a_case(1), 5));
        refuses("nobody-1", "access.role", stranger.reads(a_case(1)));
        const Shown shown = as("koord-1");
        TlsPeer limited(tcp(), shown);
        REQUIRE(limited.is_let_in(token("koord-1", shown.certificate->certificate_pem, {"status"})));
        FrameBuilder frame(9);
        write_stream_ref(frame.frame().initReadStream().initStream(), a_case(1));
        refuses("koord-1", "access.token_scope", outcome(limited.ask(frame)));
    }
    const EngineOptions where = ReadLog::beside(server->engine().options());
    server.reset();
    ReadLog log(where, Environment::system());
    std::vector<std::string> on_record;
    const Page page = log.engine().value()->read_log({0}, {}).value();
    for (const EventView& event : page.events)
        if (event.is<ReadRecorded>() && event.as<ReadRecorded>().getOutcome() == ReadOutcome::DENIED)
            on_record.push_back(std::string(event.envelope().getActor().getPseudonym().cStr()) + " " + event.as<ReadRecorded>().getRule().cStr());
    CHECK(on_record == refused);
}

TEST_CASE_FIXTURE(TlsServer, "a policy is changed by two, the second with a token of their own, and only by who may govern") {
    const auto change = [](TlsPeer& peer, const std::string& text, const char* a, const char* b, const std::string& approval) {
        FrameBuilder frame(30);
        auto asked = frame.frame().initAccess().initPolicyChange();
        asked.setFile(text);
        auto approved = asked.initApprovedBy(2);
        approved.set(0, a);
        approved.set(1, b);
        asked.setApproval(approval);
        return outcome(peer.ask(frame));
    };
    const std::string now_in_force = read_policy_file(directory.path() / "data.policy.toml").value();
    const std::string next = now_in_force + "# the next\n";
    Colleague governor(*this, "drift-1"), coordinator(*this, "koord-1");
    const std::string seconds = token("drift-2", ""), own = token("drift-1", ""), without_right = token("koord-1", "");
    CHECK(change(coordinator.peer(), next, "koord-1", "drift-1", own) == "access.operation");
    CHECK(change(governor.peer(), next, "drift-1", "drift-1", seconds) == "access.two_approvers");
    CHECK(change(governor.peer(), next, "drift-2", "leder-1", seconds) == "access.two_approvers");
    CHECK(change(governor.peer(), next, "drift-1", "drift-2", own) == "access.two_approvers");
    CHECK(change(governor.peer(), next, "drift-1", "koord-1", without_right) == "access.operation");
    CHECK(change(governor.peer(), "policy = ", "drift-1", "drift-2", seconds).find("line 1") != std::string::npos);
    CHECK(read_policy_file(directory.path() / "data.policy.toml").value() == now_in_force);
    CHECK(change(governor.peer(), next, "drift-1", "drift-2", seconds) == "ok");
    CHECK(read_policy_file(directory.path() / "data.policy.toml").value() == next);
}

TEST_CASE_FIXTURE(TlsServer, "a server does not start under another policy file than the one in force") {
    const auto file = directory.path() / "data.policy.toml";
    const std::string approved = read_policy_file(file).value();
    server.reset();
    put("data.policy.toml", approved + "\n");
    ServerOptions options;
    options.engine.data = directory.path() / "data";
    options.engine.controller = "testkommune";
    CHECK(Server::open(options, Environment::system()).error().message.find("another SHA-256") != std::string::npos);
    // What an approval had written when the power went is found under its other name.
    put("data.policy.toml.approved", approved);
    const auto opened = Server::open(options, Environment::system());
    REQUIRE(opened.has_value());
    CHECK(read_policy_file(file).value() == approved);
}

}  // namespace forloeb::testing
