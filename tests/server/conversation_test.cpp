// Versions of the protocol: recorded conversations are held again with this server, as they were and as a newer client would
// hold them. To record those that are missing: FORLOEB_UPDATE_GOLDEN=1 build/release/bin/test_server -tc='*conversation*'.
#include "tests/server/conversation.hpp"

#include <capnp/dynamic.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "server/protocol/ids.hpp"
#include "server/protocol/kinds.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

constexpr std::size_t word_bytes = sizeof(capnp::word);

WireFrame frame_of_hex(std::string_view hex) {
    auto words = kj::heapArray<capnp::word>(hex.size() / 2 / word_bytes);
    for (std::size_t i = 0; i < hex.size() / 2; ++i) words.asBytes()[i] = static_cast<Byte>(std::stoi(std::string(hex.substr(2 * i, 2)), nullptr, 16));
    return WireFrame(kj::mv(words));
}

WireFrame copied(const WireFrame& frame) { return WireFrame(kj::heapArray(frame.words())); }

/// Told by the machine, the clock or chance. What they must be is tested where they are made.
const std::set<std::string>& differs_always() {
    static const std::set<std::string> names{"recordedAt", "leaf", "stored", "root", "format", "server", "freeBytes", "spaceFloor", "clockJumps", "upSeconds", "connection", "checkpoint",
                                             "created", "createdAt", "asOf", "known", "lateDays", "micros", "high", "low", "lagMicros", "bytes", "updatedAt", "scrub", "actor", "user", "eventId", "requestsInFlight"};
    return names;
}

/// What a later release of the program may say otherwise: which measures there are, and which version a projection's rows have.
const std::set<std::string>& differs_by_release() {
    static const std::set<std::string> paths{"answer.answer.measureList.measures", "answer.answer.caseList.projection.version"};
    return paths;
}

std::string shown(capnp::DynamicValue::Reader value) { return kj::str(value).cStr(); }

void compare_values(const std::string& path, capnp::DynamicValue::Reader recorded, capnp::DynamicValue::Reader now, std::vector<std::string>& out);

void compare_structs(const std::string& path, capnp::DynamicStruct::Reader recorded, capnp::DynamicStruct::Reader now, std::vector<std::string>& out) {
    const auto member_of = [](capnp::DynamicStruct::Reader one) -> std::string {
        KJ_IF_MAYBE (member, one.which()) return member->getProto().getName().cStr();
        return {};
    };
    if (member_of(recorded) != member_of(now)) return out.push_back(path + ": " + member_of(recorded) + " is " + member_of(now));
    for (const auto field : recorded.getSchema().getFields()) {
        const std::string name = field.getProto().getName().cStr();
        const bool of_union = field.getProto().getDiscriminantValue() != capnp::schema::Field::NO_DISCRIMINANT;
        if (differs_always().contains(name) || differs_by_release().contains(path + "." + name) || (of_union && name != member_of(recorded))) continue;
        const bool pointer = field.getType().isStruct() || field.getType().isList() || field.getType().isText() || field.getType().isData();
        if (pointer && recorded.has(field) && !now.has(field)) out.push_back(path + "." + name + ": is not said now");
        // What a later server says besides is not for the client of this recording, which does not look at it.
        if (field.getType().isAnyPointer() || (pointer && !(recorded.has(field) && now.has(field)))) continue;
        compare_values(path + "." + name, recorded.get(field), now.get(field), out);
    }
}

void compare_values(const std::string& path, capnp::DynamicValue::Reader recorded, capnp::DynamicValue::Reader now, std::vector<std::string>& out) {
    if (recorded.getType() == capnp::DynamicValue::STRUCT) return compare_structs(path, recorded.as<capnp::DynamicStruct>(), now.as<capnp::DynamicStruct>(), out);
    if (recorded.getType() != capnp::DynamicValue::LIST) {
        if (shown(recorded) != shown(now)) out.push_back(path + ": " + shown(recorded) + " is " + shown(now));
        return;
    }
    const auto before = recorded.as<capnp::DynamicList>(), after = now.as<capnp::DynamicList>();
    if (before.size() != after.size()) return out.push_back(path + ": " + std::to_string(before.size()) + " entries are " + std::to_string(after.size()));
    for (capnp::uint i = 0; i < before.size(); ++i) compare_values(path + "[" + std::to_string(i) + "]", before[i], after[i], out);
}

}  // namespace

std::vector<Exchanged> read_conversation(const std::string& text) {
    std::vector<Exchanged> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("c ")) out.push_back({frame_of_hex(std::string_view(line).substr(2)), {}});
        if (line.starts_with("s ")) out.back().heard.push_back(frame_of_hex(std::string_view(line).substr(2)));
    }
    return out;
}

std::string write_conversation(const std::vector<Exchanged>& conversation) {
    std::string out;
    for (const Exchanged& one : conversation) {
        out.append("c ").append(to_hex(one.asked.bytes())).append("\n");
        for (const WireFrame& heard : one.heard) out.append("s ").append(to_hex(heard.bytes())).append("\n");
    }
    return out;
}

std::vector<std::string> differences(WireFrame recorded, WireFrame now) {
    std::vector<std::string> out;
    FrameReader before(std::move(recorded)), after(std::move(now));
    compare_structs(name_of(before.frame().which()), before.frame(), after.frame(), out);
    return out;
}

// The root struct stands right behind its pointer, as builders write it. Behind its data a word is put in, behind its
// pointers one to a text that is added at the end; pointers of the root then have one word further to go.
WireFrame from_newer_client(const WireFrame& frame) {
    const auto bytes = frame.bytes();
    const auto word_at = [&](std::size_t index) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + index * word_bytes, word_bytes);
        return word;
    };
    REQUIRE((word_at(0) & 0xffffffff) == 0);    // one segment
    const std::uint64_t root = word_at(1);
    REQUIRE((root & 0xffffffff) == 0);          // a struct, right here
    const std::size_t data = root >> 32 & 0xffff, pointers = root >> 48, words = bytes.size() / word_bytes;
    const std::size_t known = capnp::Schema::from<wire::Frame>().getProto().getStruct().getDataWordCount();
    std::vector<std::uint64_t> out{0, std::uint64_t{known + 1} << 32 | std::uint64_t{pointers + 1} << 48};
    for (std::size_t i = 0; i < known; ++i) out.push_back(i < data ? word_at(2 + i) : 0);  // an old frame has fewer
    out.push_back(0x2030203020302030);
    for (std::size_t i = 0; i < pointers; ++i) {
        const std::uint64_t pointer = word_at(2 + data + i);
        REQUIRE((pointer & 2) == 0);  // neither far nor a capability
        out.push_back(pointer == 0 ? 0 : pointer + 4);
    }
    const std::size_t rest = words - 2 - data - pointers;
    out.push_back(std::uint64_t{rest << 2 | 1} | std::uint64_t{6 << 3 | 2} << 32);  // a text of five letters behind the rest
    for (std::size_t i = 0; i < rest; ++i) out.push_back(word_at(2 + data + pointers + i));
    out.push_back(0x0000006e65726579);
    out[0] = std::uint64_t{out.size() - 1} << 32;
    auto made = kj::heapArray<capnp::word>(out.size());
    std::memcpy(made.asBytes().begin(), out.data(), out.size() * word_bytes);
    return WireFrame(kj::mv(made));
}

namespace {

using AskSomething = std::function<void(wire::Frame::Builder)>;

struct Step {
    AskSomething fill;
    std::size_t frames = 1;  // that come then
};

/// Requests of the first version, one after the other, over a log that the conversation writes itself.
std::vector<Step> first_version() {
    const auto stream = [](auto out) { write_stream_ref(out, a_case(1)); };
    return {
        {[](auto frame) { frame.initHello().setProtocolVersion(1); }},
        {[](auto frame) { frame.setPing(); }},
        {[](auto frame) { fill_append(frame.initAppend(), 1, a_case(1), true, 2, "Aftalt pr. sms"); }},
        {[](auto frame) { fill_append(frame.initAppend(), 1, a_case(1), true, 2, "Aftalt pr. sms"); }},
        {[](auto frame) { fill_append(frame.initAppend(), 1, a_case(2), true, 1); }},
        {[&](auto frame) {
            auto append = frame.initAppend();
            fill_append(append, 2, a_case(1), false, 1);
            auto expectation = append.initExpectations(1)[0];
            stream(expectation.initStream());
            expectation.setExact(1);
        }},
        {[](auto frame) { fill_append(frame.initAppend(), 3, a_case(3), false, 1); }},
        {[&](auto frame) {
            auto read = frame.initReadStream();
            stream(read.initStream());
            read.setPersonal(true);
        }},
        {[](auto frame) { frame.initReadLog().setEventsMax(2); }},
        {[&](auto frame) { stream(frame.initReadHistory().initStream()); }},
        {[](auto frame) {
            auto lookup = frame.initLookup();
            lookup.setScope("case");
            lookup.initIdentifiers(1).set(0, "karen");
        }},
        {[](auto frame) { frame.initListStreams().setKind(wire::StreamKind::CASE); }},
        {[](auto frame) { frame.setStatus(); }},
        {[](auto frame) { frame.initLogRoot(); }},
        {[](auto frame) { frame.initQuery().initCaseList(); }},
        {[](auto frame) { write_id(frame.initQuery().initCaseOverview(), id(1)); }},
        {[](auto frame) { write_id(frame.initQuery().initCaseTimeline().initCaseId(), id(1)); }},
        {[](auto frame) { write_id(frame.initQuery().initCaseOverview(), id(99)); }},
        {[](auto frame) { frame.initAccess().setMe(); }},
        {[](auto frame) { frame.initQuery().setMeasureList(); }},
        {[](auto frame) { frame.initProjectionRebuild().setName("nothing"); }},
        {[](auto frame) {
             auto subscribe = frame.initSubscribe();
             subscribe.initTypes(1).set(0, "contact.held");
             subscribe.setCredits(10);
         },
         3},
        {[](auto frame) { frame.initSubscribe().initTypes(1).set(0, "no.such.type"); }},
        {[](auto frame) { frame.initPage(); }},
    };
}

/// What came to the first version afterwards, without a number of its own: found by trying.
std::vector<Step> later_additions() {
    return {
        {[](auto frame) { frame.initHello().setProtocolVersion(1); }},
        {[](auto frame) { fill_append(frame.initAppend(), 1, a_case(1), true, 2); }},
        {[](auto frame) {
            frame.setAtLeast(3);
            frame.setDeadlineMs(60'000);
            frame.initReadLog();
        }},
        {[](auto frame) {
            frame.setAtLeast(1'000);
            frame.setDeadlineMs(1);
            frame.initReadLog();
        }},
        {[](auto frame) {
            auto create = frame.initSubscriptions().initCreate();
            create.setName("dagbog");
            create.initFilter().initTypes(1).set(0, "contact.held");
        }},
        {[](auto frame) {
             auto subscribe = frame.initSubscribe();
             subscribe.setNamed("dagbog");
             subscribe.setCredits(10);
         },
         3},
        {[](auto frame) {
            auto acknowledge = frame.initSubscriptions().initAcknowledge();
            acknowledge.setName("dagbog");
            acknowledge.setNext(2);
        }},
        {[](auto frame) { frame.initSubscriptions().setList(); }},
        {[](auto frame) {
             auto subscribe = frame.initSubscribe();
             write_id(subscribe.initMatching().initCases(1)[0], id(1));
             subscribe.getMatching().setAudience(Audience::CITIZEN);
             subscribe.setCredits(10);
         },
         2},
        {[](auto frame) { frame.initSubscriptions().setDelete("dagbog"); }},
    };
}

std::vector<WireFrame> heard_by(Peer& peer, const WireFrame& asked, std::size_t frames) {
    std::vector<WireFrame> heard;
    peer.send(asked.bytes());
    for (std::size_t i = 0; i < frames; ++i) {
        auto frame = peer.receive();
        REQUIRE(frame != nullptr);
        heard.push_back(frame->release());
    }
    return heard;
}

std::vector<Exchanged> hold(const Endpoint& endpoint, const std::vector<Step>& steps) {
    Peer peer(endpoint, Peer::Greets::no);
    std::vector<Exchanged> conversation;
    std::uint64_t corr = 1;
    for (const Step& step : steps) {
        FrameBuilder builder(corr++, 4096);
        step.fill(builder.frame());
        WireFrame asked = builder.finish();
        auto heard = heard_by(peer, asked, step.frames);
        conversation.push_back({std::move(asked), std::move(heard)});
    }
    return conversation;
}

/// The kept recording; made first where there is none and that is asked for.
std::vector<Exchanged> recorded(const std::string& name, std::vector<Step> (*steps)()) {
    const std::filesystem::path file = std::filesystem::path(FORLOEB_SOURCE_DIR) / "tests/golden/conversations" / (name + ".hex");
    if (!std::filesystem::exists(file) && std::getenv("FORLOEB_UPDATE_GOLDEN") != nullptr) {
        const ServerFixture fixture;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << write_conversation(hold(fixture.local(), steps()));
    }
    std::ifstream in(file);
    REQUIRE_MESSAGE(in.good(), "no recording ", file.string());
    std::stringstream text;
    text << in.rdbuf();
    return read_conversation(text.str());
}

void check_same_meaning(std::vector<Exchanged> conversation, bool as_newer_client) {
    const ServerFixture fixture;
    Peer peer(fixture.local(), Peer::Greets::no);
    for (Exchanged& one : conversation) {
        const WireFrame asked = as_newer_client ? from_newer_client(one.asked) : copied(one.asked);
        std::vector<WireFrame> heard = heard_by(peer, asked, one.heard.size());
        FrameReader question(std::move(one.asked));
        for (std::size_t i = 0; i < heard.size(); ++i)
            for (const std::string& difference : differences(std::move(one.heard[i]), std::move(heard[i])))
                FAIL_CHECK("the answer to ", name_of(question.frame().which()), " ", question.frame().getCorr(), " differs: ", difference);
    }
    CHECK(peer.pings());  // and nothing more came
}

}  // namespace

TEST_CASE("a client of the first version holds its recorded conversation with this server") { check_same_meaning(recorded("v1", first_version), false); }

TEST_CASE("a conversation with what was added to the first version is held with this server") {
    check_same_meaning(recorded("v1-additions", later_additions), false);
}

TEST_CASE("a newer client's frames, with fields this server does not know, hold the same conversation") {
    check_same_meaning(recorded("v1", first_version), true);
    check_same_meaning(recorded("v1-additions", later_additions), true);
}

TEST_CASE("a frame of a newer client has fields that are not in the schema, and all that are") {
    FrameBuilder builder(9, 64);
    builder.frame().setPurpose("casework");
    builder.frame().initReadLog().setFrom(7);
    const WireFrame known = builder.finish();
    const WireFrame newer = from_newer_client(known);
    CHECK(newer.size() == known.size() + 3 * word_bytes);
    FrameReader reader(copied(newer));
    CHECK(reader.frame().getCorr() == 9);
    CHECK(reader.frame().getReadLog().getFrom() == 7);
    CHECK(std::string(reader.frame().getPurpose().cStr()) == "casework");
}

TEST_CASE("a conversation that means something else is told from one that does not") {
    FrameBuilder one(3), same(3), other(3), longer(3);
    one.frame().initLookupReply().initStreams(1);
    same.frame().initLookupReply().initStreams(1);
    other.frame().initLookupReply().initStreams(1)[0].setKind(wire::StreamKind::CASE);
    longer.frame().initLookupReply().initStreams(2);
    const WireFrame base = one.finish(), changed = other.finish(), grown = longer.finish();
    CHECK(differences(copied(base), same.finish()).empty());
    CHECK(differences(copied(base), copied(changed)) == std::vector<std::string>{"lookupReply.lookupReply.streams[0].kind: unset is case"});
    CHECK(differences(copied(base), copied(grown)) == std::vector<std::string>{"lookupReply.lookupReply.streams: 1 entries are 2"});
}

}  // namespace forloeb::testing
