#include "events/upcast/upcast.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "events/codec/view.hpp"
#include "events/schema/contact.capnp.h"
#include "events/schema/correction.capnp.h"
#include "events/upcast/contact_held_v1.capnp.h"

using namespace forloeb;

namespace {

std::string old_file(const char* name) {
    std::ifstream file(std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/old/" + name);
    std::string out;
    for (std::string line; std::getline(file, line);)
        for (std::size_t i = 0; i + 1 < line.size(); i += 2)
            out.push_back(static_cast<char>(std::stoi(line.substr(i, 2), nullptr, 16)));
    return out;
}

LeafRecord leaf(std::uint64_t type_id, std::uint16_t schema) {
    LeafRecord record;
    record.type_id = type_id;
    record.schema = schema;
    return record;
}

}  // namespace

TEST_CASE("a contact that version 1 stored is read as version 2, and no becomes unknown") {
    const std::string bytes = old_file("contact.held.v1.hex");
    REQUIRE(bytes.size() > 0);
    const auto view = EventView::open(leaf(0xa1826d3b897e93d8, 1), as_bytes(bytes));
    REQUIRE_MESSAGE(view, view.error().message);
    CHECK(view->type().name == "contact.held");
    CHECK(view->is<ContactHeld>());
    const auto contact = view->as<ContactHeld>();
    REQUIRE(contact.getWith().size() == 2);
    CHECK(contact.getWith()[1] == "mor");
    CHECK(contact.getDirection() == ContactHeld::Direction::FROM_US);
    CHECK(contact.getChannel() == "phone");
    CHECK(contact.getInPerson() == Answer::UNKNOWN);
    CHECK(contact.getMinutes() == 25);
    REQUIRE(contact.getTopics().size() == 1);
    CHECK(contact.getTopics()[0] == "hjaelpemidler");
    CHECK(format_when(view->occurred()) == "2026-01-15T10:00:00+01:00");
    CHECK(to_hex(view->bytes()) == to_hex(as_bytes(bytes)));  // what is hashed stays what was stored
}

TEST_CASE("version 1's yes stays yes, and its 0 minutes were never said") {
    capnp::MallocMessageBuilder old;
    auto contact = old.initRoot<ContactHeldV1>();
    contact.setInPerson(true);
    contact.setDirection("in");
    const auto lifted = upcast(*find_event_type("contact.held"), 1, old.getRoot<capnp::AnyPointer>().asReader());
    REQUIRE(lifted);
    MessageReader reader(*lifted);
    CHECK(reader.root<ContactHeld>().getInPerson() == Answer::YES);
    CHECK(reader.root<ContactHeld>().getMinutes() == -1);
    CHECK(reader.root<ContactHeld>().getDirection() == ContactHeld::Direction::TO_US);
}

TEST_CASE("a correction that carries a version 1 payload is lifted inside") {
    capnp::MallocMessageBuilder builder;
    auto stored = builder.initRoot<StoredEvent>();
    auto correction = stored.getPayload().initAs<EventCorrected>();
    correction.setTargetType("contact.held");
    correction.setReason("typing_error");
    correction.setTargetVersion(1);
    correction.getPayload().initAs<ContactHeldV1>().setTopic("ferie");
    const Message message = canonical(stored.asReader());
    const auto view = EventView::open(leaf(capnp::typeId<EventCorrected>(), 1), message.bytes());
    REQUIRE_MESSAGE(view, view.error().message);
    CHECK(view->as<EventCorrected>().getReason() == "typing_error");
    CHECK(view->as<EventCorrected>().getPayload().getAs<ContactHeld>().getTopics()[0] == "ferie");
}

TEST_CASE("a version from which no step leads is unsupported, a malformed old payload damaged") {
    capnp::MallocMessageBuilder old;
    old.initRoot<ContactHeldV1>();
    CHECK(upcast(*find_event_type("contact.held"), 0, old.getRoot<capnp::AnyPointer>().asReader()).error().kind ==
          ErrorKind::unsupported);
    capnp::MallocMessageBuilder wrong;
    wrong.getRoot<capnp::AnyPointer>().setAs<capnp::Text>("x");
    CHECK(upcast(*find_event_type("contact.held"), 1, wrong.getRoot<capnp::AnyPointer>().asReader()).error().kind ==
          ErrorKind::damaged);
}
