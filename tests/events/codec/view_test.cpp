#include "events/codec/view.hpp"

#include <doctest/doctest.h>

#include "events/schema/contact.capnp.h"
#include "tests/events/every_field.hpp"
#include "tests/events/stored.hpp"

using namespace forloeb;

namespace {

Message filled(const EventType& type) {
    capnp::MallocMessageBuilder builder;
    test::fill_proposal(type, builder.initRoot<ProposedEvent>());
    return test::stored_event(
        check_proposal(builder.getRoot<ProposedEvent>().asReader(), type.streams.front()).value());
}

}  // namespace

TEST_CASE("a stored event is read in place, with its leaf beside it") {
    const EventType& type = event_type<ContactHeld>();
    const Message stored = filled(type);
    LeafRecord leaf = test::leaf_for(type);
    leaf.position = {41};
    auto view = EventView::open(leaf, stored.bytes());
    REQUIRE_MESSAGE(view, view.error().message);
    CHECK(view->leaf().position == Position{41});
    CHECK(view->is<ContactHeld>());
    CHECK(&view->type() == &type);
    CHECK(to_hex(view->bytes()) == to_hex(stored.bytes()));
    CHECK(view->occurred() == read_moment(view->envelope().getOccurredAt()));
    const std::string channel = view->as<ContactHeld>().getChannel();

    const EventView moved = std::move(*view);
    CHECK(moved.as<ContactHeld>().getChannel() == channel);
    CHECK(moved.stored().getSalt().size() == 16);
}

TEST_CASE("a view can be read for as long as it is kept") {
    const Message stored = filled(event_type<ContactHeld>());
    const auto view = EventView::open(test::leaf_for(event_type<ContactHeld>()), stored.bytes()).value();
    std::size_t total = 0;
    for (int i = 0; i < 100'000; ++i) total += view.as<ContactHeld>().getWith()[0].size();
    CHECK(total == 100'000 * view.as<ContactHeld>().getWith()[0].size());
}

TEST_CASE("an event of a type or version this program does not know is for a newer one") {
    const Message stored = filled(event_type<ContactHeld>());
    LeafRecord leaf = test::leaf_for(event_type<ContactHeld>());
    leaf.type_id = 12345;
    CHECK(EventView::open(leaf, stored.bytes()).error().kind == ErrorKind::unsupported);
    leaf = test::leaf_for(event_type<ContactHeld>());
    leaf.schema = 3;
    CHECK(EventView::open(leaf, stored.bytes()).error().kind == ErrorKind::unsupported);
}

TEST_CASE("bytes that are no stored event are called damaged") {
    const LeafRecord leaf = test::leaf_for(event_type<ContactHeld>());
    CHECK(EventView::open(leaf, {}).error().kind == ErrorKind::damaged);
    const std::string nonsense(24, '\xff');
    CHECK(EventView::open(leaf, as_bytes(nonsense)).error().kind == ErrorKind::damaged);
    const Message stored = filled(event_type<ContactHeld>());
    CHECK(EventView::open(leaf, stored.bytes().first(stored.bytes().size() - 1)).error().kind == ErrorKind::damaged);
    CHECK(EventView::open(leaf, stored.bytes().first(8)).error().kind == ErrorKind::damaged);
}
