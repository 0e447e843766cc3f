// Events that an older version wrote, in a log of today. Nobody can append them any more: one is put into the store as that
// version's group would have been, by the function that writes groups, from the frozen bytes of tests/golden/old.
#include <doctest/doctest.h>

#include <fstream>

#include "engine/log/group.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/read/reader.hpp"
#include "events/schema/contact.capnp.h"
#include "events/upcast/contact_held_v1.capnp.h"
#include "server/protocol/problem.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

std::string frozen_contact() {
    std::ifstream file(std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/old/contact.held.v1.hex");
    std::string out;
    for (std::string line; std::getline(file, line);)
        for (std::size_t i = 0; i + 1 < line.size(); i += 2) out.push_back(static_cast<char>(std::stoi(line.substr(i, 2), nullptr, 16)));
    REQUIRE_FALSE(out.empty());
    return out;
}

struct OldTypes : ServerFixture {
    /// Positions 0 to 2: an opening and two contacts of today. 3: a contact of version 1. 4: one of today.
    OldTypes() {
        {
            Peer writer(tcp());
            REQUIRE(store(writer, 1, a_case(1), true, 2) == 0);
        }
        stop();
        put_old_contact(a_case(1));
        start();
        Peer writer(tcp());
        REQUIRE(store(writer, 2, a_case(1), false, 1) == 4);
    }
    void put_old_contact(StreamId stream) {
        const auto log = Store::open(directory.path() / "data" / "log", nullptr, false).value();
        const MerkleEdge edge = MerkleEdge::decode(as_bytes(log->get(Table::meta, layout::edge_key).value().value())).value();
        const LeafRecord newest = Reader(*log).newest_leaf(stream).value().value();
        std::string newest_bytes;
        encode_leaf(newest, newest_bytes);
        Group group;
        group.first = {edge.size()};
        group.edge = edge;
        group.header = {1, newest.recorded_at, id(77), group.first, edge.root(), {{id(78), 1, {}}}, {}};
        GroupEvent event;
        event.payload = as_bytes(old_contact);
        event.leaf.stream = stream;
        event.leaf.schema = 1;
        event.leaf.position = group.first;
        event.leaf.recorded_at = newest.recorded_at;
        event.leaf.event_id = derive_event_id(id(78), 0);
        event.leaf.type_id = capnp::typeId<ContactHeldV1>();
        event.leaf.payload_length = static_cast<std::uint32_t>(old_contact.size());
        event.leaf.payload_hash = sha256(event.payload);
        event.leaf.version = newest.version.next();
        event.leaf.previous = leaf_hash(as_bytes(newest_bytes));
        encode_leaf(event.leaf, event.leaf_record);
        const Hash hash = leaf_hash(as_bytes(event.leaf_record));
        group.add(std::move(event), hash);
        Batch batch(*log);
        derive(group, batch);
        REQUIRE(log->write(batch, true).has_value());
    }
    const std::string old_contact = frozen_contact();
};

std::vector<std::uint64_t> pushed_of_type(const Endpoint& endpoint, const char* type) {
    Peer peer(endpoint);
    FrameBuilder request(9);
    auto subscribe = request.frame().initSubscribe();
    subscribe.initTypes(1).set(0, type);
    subscribe.getFrom().setPosition(0);
    subscribe.setCredits(100);
    const auto reply = peer.ask(request);
    REQUIRE_MESSAGE(reply->frame().isSubscribed(), read_problem(reply->frame().getError()).message);
    std::vector<std::uint64_t> positions;
    for (;;) {
        const auto frame = peer.receive();
        REQUIRE(frame != nullptr);
        if (frame->frame().isCaughtUp()) return positions;
        for (const auto record : frame->frame().getEvents().getEvents()) {
            CHECK(record.getType() == type);  // by its name of today, whatever version wrote it
            positions.push_back(decode_leaf({record.getLeaf().begin(), record.getLeaf().size()}).value().position.value);
        }
    }
}

}  // namespace

TEST_CASE_FIXTURE(OldTypes, "a filter of types finds events of that type that an older version wrote, and no others") {
    CHECK(pushed_of_type(tcp(), "contact.held") == std::vector<std::uint64_t>{1, 2, 3, 4});
    CHECK(pushed_of_type(tcp(), "case.opened") == std::vector<std::uint64_t>{0});
}

TEST_CASE_FIXTURE(OldTypes, "an event of an older version is read as today's type, stays the bytes that were hashed, and the log verifies") {
    Engine& engine = server->engine();
    const History history = engine.history(a_case(1), {}).value();
    REQUIRE(history.effective.size() == 5);
    std::size_t lifted = 0;
    for (const EffectiveEvent& event : history.effective) {
        if (event.leaf().position != Position{3}) continue;
        ++lifted;
        REQUIRE(event.is<ContactHeld>());
        CHECK(event.as<ContactHeld>().getMinutes() == 25);
        CHECK(as_text(event.original->bytes()) == old_contact);
    }
    CHECK(lifted == 1);
    const VerifyReport report = engine.verify(VerifyLevel::full, {});
    CHECK_MESSAGE(report.is_clean(), (report.findings.empty() ? std::string() : report.findings.front().what));
    CHECK(report.events == 5);
}

}  // namespace forloeb::testing
