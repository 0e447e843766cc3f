// Every door there is, found in protocol.capnp: what it may show, and that nothing comes through it when the read log's disk
// is gone.
#include <capnp/dynamic.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "engine/audit/read_log.hpp"
#include "events/schema/audit.capnp.h"
#include "events/schema/case.capnp.h"
#include "server/handlers/doors.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/kinds.hpp"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"
#include "tests/server/tls/tls_peer.hpp"

namespace forloeb::testing {
namespace {

const std::string sealed_canary = "Kanariefuglen sang i dag";
const std::string clear_canary = "koord-1";

/// Does the server handle this member of the frame union as a request? Subscriptions push, so they count.
bool is_request(capnp::StructSchema::Field member) {
    const auto which = static_cast<wire::Frame::Which>(member.getProto().getDiscriminantValue());
    const FrameKind kind = kind_of(which);
    return kind == FrameKind::append || kind == FrameKind::read || which == wire::Frame::SUBSCRIBE;
}

bool holds_requests(std::string_view member) {
    static const std::set<std::string_view> families{"query", "proofs", "audit", "access", "lifecycle", "subscriptions"};
    return families.contains(member);
}

/// The names of all requests in the protocol as it is compiled in.
std::vector<std::string> requests_of_protocol() {
    std::vector<std::string> names;
    for (const auto member : capnp::Schema::from<wire::Frame>().getUnionFields()) {
        if (!is_request(member)) continue;
        const std::string name = member.getProto().getName().cStr();
        if (!holds_requests(name)) {
            names.push_back(name);
            continue;
        }
        for (const auto inner : member.getType().asStruct().getUnionFields())
            if (inner.getProto().getName() != "none") names.push_back(name + "." + inner.getProto().getName().cStr());
    }
    return names;
}

/// Every field said, so that a request gets as far as it can: ids are those of the case, texts those of its coordinator.
void fill(capnp::DynamicStruct::Builder out, bool with_union);

void fill_field(capnp::DynamicStruct::Builder out, capnp::StructSchema::Field field) {
    const auto type = field.getType();
    const std::string name = field.getProto().getName().cStr();
    if (type.isStruct()) {
        if (type.asStruct() == capnp::Schema::from<Id16>()) return write_id(out.init(field).as<Id16>(), id(1));
        if (type.asStruct() == capnp::Schema::from<Moment>()) return;  // not said
        return fill(out.init(field).as<capnp::DynamicStruct>(), true);
    }
    if (type.isText()) return out.set(field, clear_canary.c_str());
    if (type.isBool()) return out.set(field, name == "personal" || name == "names");
    if (type.isEnum() && type.asEnum() == capnp::Schema::from<wire::StreamKind>()) return out.set(field, wire::StreamKind::CASE);
    if (type.isList() && type.asList().whichElementType() == capnp::schema::Type::TEXT && (name == "identifiers" || name == "names"))
        return out.init(field, 1).as<capnp::DynamicList>().set(0, clear_canary.c_str());
    if (name == "credits" || name == "end" || name == "perMillion") return out.set(field, 2);
}

void fill(capnp::DynamicStruct::Builder out, bool with_union) {
    for (const auto field : out.getSchema().getNonUnionFields()) fill_field(out, field);
    if (!with_union || out.getSchema().getUnionFields().size() == 0) return;
    fill_field(out, out.getSchema().getUnionFields()[0]);
}

void choose(capnp::DynamicStruct::Builder out, const std::string& member) {
    const auto field = out.getSchema().getFieldByName(member);
    if (field.getType().isVoid()) return out.set(field, capnp::VOID);
    if (field.getType().isStruct() || field.getType().isText()) return fill_field(out, field);
    if (field.getType().isList()) return (void)out.init(field, 0);
    if (field.getType().isBool()) return out.set(field, false);
    out.set(field, 0);
}

void fill_request(FrameBuilder& frame, const std::string& request) {
    capnp::DynamicStruct::Builder out(frame.frame());
    const std::size_t dot = request.find('.');
    if (dot == std::string::npos) return choose(out, request);
    auto family = out.init(request.substr(0, dot)).as<capnp::DynamicStruct>();
    for (const auto field : family.getSchema().getNonUnionFields()) fill_field(family, field);
    choose(family, request.substr(dot + 1));
}

struct Heard {
    bool sealed = false, clear = false;
    std::string error;  // what the last reply refused with
};

bool contains(ByteSpan bytes, std::string_view text) { return std::ranges::search(bytes, as_bytes(text)).size() == text.size(); }

/// What comes back for a request: its reply, and of a subscription the first push or its end.
Heard hear(const Endpoint& endpoint, const std::string& request) {
    Peer peer(endpoint);
    FrameBuilder frame(7);
    fill_request(frame, request);
    peer.send(frame);
    Heard heard;
    for (int frames = request == "subscribe" ? 2 : 1; frames > 0; --frames) {
        const auto reply = peer.receive();
        if (reply == nullptr) return heard;
        if (reply->frame().isError()) heard.error = read_problem(reply->frame().getError()).message;
        if (reply->frame().isSubscriptionEnded()) heard.error = read_problem(reply->frame().getSubscriptionEnded().getReason()).message;
        const WireFrame bytes = reply->release();
        heard.sealed = heard.sealed || contains(bytes.bytes(), sealed_canary);
        heard.clear = heard.clear || contains(bytes.bytes(), clear_canary);
    }
    return heard;
}

struct GateFixture : ServerFixture {
    GateFixture() {
        Peer peer(local());
        FrameBuilder append(2);
        fill_append(append.frame().initAppend(), 1, a_case(1), true, 2, sealed_canary);
        REQUIRE(peer.ask(append)->frame().isAppended());
    }
    [[nodiscard]] std::filesystem::path reads() const { return directory.path() / "data.reads"; }
    void lose_the_read_log() {
        stop();
        std::filesystem::remove_all(reads());
        std::ofstream(reads()) << "a file where the folder was";
        start();
    }
};

/// The records of the read log about the case, as the server tells them.
std::vector<std::string> records_of_case(const Endpoint& endpoint) {
    Peer peer(endpoint);
    FrameBuilder frame(9);
    auto audit = frame.frame().initAudit();
    audit.setNames(true);
    write_id(audit.initOfCase(), id(1));
    const auto reply = peer.ask(frame);
    REQUIRE_MESSAGE(reply->frame().isAuditReply(), read_problem(reply->frame().getError()).message);
    std::vector<std::string> out;
    for (const auto entry : reply->frame().getAuditReply().getEntries())
        if (entry.getLog() == wire::audit::Log::READS)
            out.push_back(std::string(entry.getOperation().cStr()) + " " + std::to_string(entry.getFromVersion()) + "-" + std::to_string(entry.getToVersion()) +
                          (entry.getDenied() ? " denied" : ""));
    return out;
}

}  // namespace

TEST_CASE("every request of the protocol has its row in the table of doors, and every row its request") {
    const std::vector<std::string> requests = requests_of_protocol();
    CHECK(requests.size() > 50);
    for (const std::string& request : requests) CHECK_MESSAGE(find_door(request) != nullptr, request, " needs a row in server/handlers/doors.cpp");
    for (const Door& door : all_doors())
        CHECK_MESSAGE(std::ranges::find(requests, door.request) != requests.end(), std::string(door.request), " is no request");
}

TEST_CASE_FIXTURE(GateFixture, "a door holds what its row says: nothing of persons, clear data, or personal text") {
    std::set<std::string> sealed, clear;
    for (const Door& door : all_doors()) {
        if (door.request == "append") continue;
        const std::string request(door.request);
        CAPTURE(request);
        const Heard heard = hear(local(), request);
        if (heard.sealed) sealed.insert(request);
        if (heard.clear) clear.insert(request);
        if (door.holds != Holds::personal) CHECK_FALSE(heard.sealed);
    }
    // The canaries do come through where they should: what the next test misses is really kept back.
    for (const char* request : {"readStream", "readHistory"}) CHECK_MESSAGE(sealed.contains(request), request);
    for (const char* request : {"readStream", "readHistory", "readLog", "exportLog", "subscribe", "audit.ofCase"}) CHECK_MESSAGE(clear.contains(request), request);
}

TEST_CASE_FIXTURE(GateFixture, "with the read log's disk gone no canary comes through any door, appends go on, and the refusal says why") {
    lose_the_read_log();
    for (const Door& door : all_doors()) {
        const std::string request(door.request);
        CAPTURE(request);
        if (request == "append") continue;
        const Heard heard = hear(local(), request);
        CHECK_FALSE(heard.sealed);
        if (door.holds == Holds::nothing) continue;
        CHECK_FALSE(heard.clear);
        CHECK_FALSE(heard.error.empty());
    }
    CHECK(hear(local(), "readStream").error.find("cannot be put on record") != std::string::npos);
    CHECK(hear(local(), "subscribe").error.find("cannot be put on record") != std::string::npos);
    CHECK(hear(local(), "status").error.empty());
    Peer peer(local());
    (void)store(peer, 2, a_case(2), true, 3);  // says whether it is stored
}

TEST_CASE_FIXTURE(GateFixture, "each read is on record once, with its versions, and a subscription once however much it pushes") {
    (void)hear(local(), "readStream");
    (void)hear(local(), "query.caseTimeline");
    {
        Peer peer(local());
        FrameBuilder frame(7);
        auto subscribe = frame.frame().initSubscribe();
        write_stream_ref(subscribe.initStream(), a_case(1));
        subscribe.setCredits(100);
        CHECK(peer.ask(frame)->frame().isSubscribed());
        CHECK(peer.receive()->frame().isEvents());
        CHECK(peer.receive()->frame().isCaughtUp());
        Peer writer(local());
        store(writer, 2, a_case(1), false, 1);
        CHECK(peer.receive()->frame().isEvents());
    }
    CHECK(records_of_case(local()) == std::vector<std::string>{"readStream 1-3", "query.caseTimeline 1-3", "subscribe 1-3", "audit.ofCase 1-4"});
}

TEST_CASE_FIXTURE(TlsServer, "who is denied is on record, with the rule, and sees nothing") {
    TlsPeer stranger(tcp(), as("nobody-1"));
    REQUIRE(stranger.is_let_in());
    FrameBuilder frame(7);
    fill_request(frame, "readStream");
    const auto reply = stranger.ask(frame);
    REQUIRE(reply->frame().isError());
    CHECK(read_problem(reply->frame().getError()).kind == ErrorKind::refused);
    EngineOptions reads = ReadLog::beside(server->engine().options());
    server.reset();
    ReadLog log(reads, Environment::system());
    const Page page = log.engine().value()->read_log({0}, {}).value();
    REQUIRE(page.events.size() == 1);
    const EventView& event = page.events.front();
    CHECK(event.envelope().getActor().getPseudonym() == "nobody-1");
    CHECK(event.as<ReadRecorded>().getOperation() == "readStream");
    CHECK(event.as<ReadRecorded>().getOutcome() == ReadOutcome::DENIED);
    CHECK(event.as<ReadRecorded>().getRule() == "access.role");
}

TEST_CASE_FIXTURE(GateFixture, "a read is kept as long as penal matters only where the case holds some, also under the policy that permits all classes") {
    (void)hear(local(), "readStream");  // the note of case 1 is narrative
    {
        const auto penal = server->engine().append_and_wait([] {
            capnp::MallocMessageBuilder message;
            auto proposal = message.initRoot<ProposedEvent>();
            proposal.setType("note.recorded");
            write_moment(proposal.initEnvelope().initOccurredAt(), parse_when("2026-01-06").value());
            proposal.getEnvelope().initActor().setPseudonym("k1");
            proposal.getPayload().initAs<NoteRecorded>().setKind("observation");
            proposal.initPersonal(1)[0].getFields().initAs<NoteRecordedPersonal>().setPenal("en dom");
            AppendRequest append;
            append.append_id = id(900);
            append.writes.push_back({a_case(1), {}});
            append.writes.back().events.push_back(check_proposal(proposal.asReader(), StreamKind::case_).value());
            return append;
        }());
        REQUIRE_MESSAGE(penal.has_value(), penal.error().message);
    }
    Peer peer(local());
    (void)store(peer, 2, a_case(2), true, 3);
    (void)hear(local(), "readStream");
    FrameBuilder other(7);
    auto read = other.frame().initReadStream();
    write_stream_ref(read.initStream(), a_case(2));
    read.setPersonal(true);
    CHECK(peer.ask(other)->frame().isPage());

    const EngineOptions options = ReadLog::beside(server->engine().options());
    server.reset();
    ReadLog log(options, Environment::system());
    std::vector<ReadRetention> kept;
    const Page page = log.engine().value()->read_log({0}, {}).value();
    for (const EventView& event : page.events) kept.push_back(event.as<ReadRecorded>().getRetention());
    CHECK(kept == std::vector{ReadRetention::ORDINARY, ReadRetention::PENAL, ReadRetention::ORDINARY});
}

TEST_CASE_FIXTURE(GateFixture, "a purpose that is none is refused by name") {
    Peer peer(local());
    FrameBuilder frame(7);
    fill_request(frame, "readStream");
    frame.frame().setPurpose("curiosity");
    const auto reply = peer.ask(frame);
    REQUIRE(reply->frame().isError());
    CHECK(read_problem(reply->frame().getError()).field == "purpose");
}

}  // namespace forloeb::testing
