// The fuzz target's promise on a small corpus: every event type filled, with its bytes changed one by one, and cut at each word.
#include <doctest/doctest.h>

#include "tests/events/every_field.hpp"
#include "tests/events/stored.hpp"
#include "tests/fuzz/changed_bytes.hpp"
#include "tests/fuzz/decode_event.hpp"

using namespace forloeb;

namespace {

template <typename Decode>
void change_each_byte(const Message& message, const Decode& decode) {
    static constexpr int changes[] = {1, 4, 0x80, 0xff, 2, 0x10};
    std::string bytes(as_text(message.bytes()));
    const std::size_t step = bytes.size() > 2000 ? 7 : 1;  // the fuzz target has the time for the rest
    for (std::size_t i = 0; i < bytes.size(); i += step) {
        const char original = bytes[i];
        bytes[i] = static_cast<char>(original ^ changes[i % 6]);
        decode(as_bytes(bytes));
        bytes[i] = original;
    }
    for (std::size_t size = 0; size < bytes.size(); size += 8) decode(as_bytes(bytes).first(size));
}

// The door and the type before it, as fuzz::decode_event takes it.
void write_event_seed(char door, const EventType& type, const Message& message) {
    const auto number = &type - all_event_types().data();
    fuzz::write_seed("event_decode", std::string{door, static_cast<char>(number)}.append(as_text(message.bytes())));
}

}  // namespace

TEST_CASE("a stored event with any byte changed is read or refused, and never throws") {
    for (const EventType& type : all_event_types()) {
        if (type.name == "case.opened") continue;  // its attributes are external.recorded's: large, and covered there
        CAPTURE(type.name);
        capnp::MallocMessageBuilder builder;
        test::fill_proposal(type, builder.initRoot<ProposedEvent>());
        const auto checked = check_proposal(builder.getRoot<ProposedEvent>().asReader(), type.streams.front()).value();
        const Message stored = test::stored_event(checked);
        write_event_seed(0, type, stored);
        CHECK_NOTHROW(change_each_byte(stored, [&](ByteSpan bytes) { fuzz::decode_stored(type, bytes); }));
    }
}

TEST_CASE("a proposal with any byte changed is accepted or refused, and what is accepted is canonical") {
    for (const EventType& type : all_event_types()) {
        if (type.name == "case.opened" || type.name == "external.recorded") continue;
        CAPTURE(type.name);
        capnp::MallocMessageBuilder builder;
        test::fill_proposal(type, builder.initRoot<ProposedEvent>());
        const Message message = canonical(builder.getRoot<ProposedEvent>().asReader());
        write_event_seed(1, type, message);
        const auto decode = [&](ByteSpan bytes) { fuzz::decode_proposed(type.streams.front(), bytes); };
        CHECK_NOTHROW(change_each_byte(message, decode));
    }
}
