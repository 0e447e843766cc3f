// Messages that lie about where their parts are, written word by word: the worst that a stored event could hold.
#include "events/codec/stored_words.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <vector>

#include "events/codec/message.hpp"
#include "events/schema/envelope.capnp.h"

using namespace forloeb;

namespace {

using Words = std::vector<std::uint64_t>;

std::uint64_t struct_at(std::int32_t offset, std::uint16_t data, std::uint16_t pointers) {
    return static_cast<std::uint32_t>(offset) << 2 | std::uint64_t{data} << 32 | std::uint64_t{pointers} << 48;
}
std::uint64_t list_at(std::int32_t offset, capnp::ElementSize size, std::uint64_t elements) {
    return (static_cast<std::uint32_t>(offset) << 2 | 1) | static_cast<std::uint64_t>(size) << 32 | elements << 35;
}
std::uint64_t tag_of(std::uint32_t elements, std::uint16_t data, std::uint16_t pointers) {
    return std::uint64_t{elements << 2} | std::uint64_t{data} << 32 | std::uint64_t{pointers} << 48;
}

// A StoredEvent's four pointers: envelope, payload, salt, segments; then what is given.
Words stored(std::uint64_t envelope, std::uint64_t payload, std::uint64_t salt, std::uint64_t segments, const Words& more = {}) {
    Words words = {struct_at(0, 0, 4), envelope, payload, salt, segments};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

bool readable(const Words& words, const StructShape* payload = nullptr) {
    const std::span message(reinterpret_cast<const capnp::word*>(words.data()), words.size());
    return can_be_read_unchecked(message, shape_of(capnp::Schema::from<StoredEvent>()), payload);
}

constexpr auto byte = capnp::ElementSize::BYTE;
constexpr auto pointer = capnp::ElementSize::POINTER;
constexpr auto composite = capnp::ElementSize::INLINE_COMPOSITE;

// The words behind the four pointers begin here, as seen from each.
constexpr std::int32_t from_envelope = 3, from_payload = 2, from_salt = 1, from_segments = 0;

}  // namespace

TEST_CASE("an event of null pointers, and one of one null word, can be read") {
    CHECK(readable({0}));
    CHECK(readable(stored(0, 0, 0, 0)));
    CHECK_FALSE(readable({}));
}

TEST_CASE("a pointer may reach the last word and not one further, nor in front of the message") {
    CHECK(readable(stored(0, 0, list_at(from_salt, byte, 16), 0, {1, 2})));
    CHECK_FALSE(readable(stored(0, 0, list_at(from_salt, byte, 17), 0, {1, 2})));
    CHECK_FALSE(readable(stored(0, 0, list_at(from_salt + 1, byte, 16), 0, {1, 2})));
    CHECK_FALSE(readable(stored(0, 0, list_at(-5, byte, 8), 0, {1, 2})));
    CHECK_FALSE(readable(stored(0, 0, list_at(from_salt, byte, (1ULL << 29) - 1), 0, {1, 2})));
    CHECK_FALSE(readable(stored(struct_at(from_envelope, 0xffff, 0xffff), 0, 0, 0, {1, 2})));
    CHECK_FALSE(readable({struct_at(0, 0, 4), 0, 0}));
}

TEST_CASE("what a field points to must be of the field's kind") {
    CHECK_FALSE(readable(stored(list_at(from_envelope, byte, 8), 0, 0, 0, {1})));          // a list for a struct
    CHECK_FALSE(readable(stored(0, 0, struct_at(from_salt, 1, 0), 0, {1})));              // a struct for bytes
    CHECK_FALSE(readable(stored(0, 0, list_at(from_salt, pointer, 1), 0, {0})));          // pointers for bytes
    CHECK_FALSE(readable(stored(0, 0, 0, list_at(from_segments, pointer, 1), {0})));      // pointers for structs
    CHECK_FALSE(readable(stored(0, 0, 2, 0)));                                            // another segment
    CHECK_FALSE(readable(stored(0, 0, 3, 0)));                                            // a capability
}

TEST_CASE("a text must end with a zero") {
    // An envelope of eight pointers, the last of them its `purpose`.
    const auto with_purpose = [](std::uint64_t purpose, std::uint64_t text) {
        return stored(struct_at(from_envelope, 0, 8), 0, 0, 0, {0, 0, 0, 0, 0, 0, 0, purpose, text});
    };
    REQUIRE(readable(with_purpose(list_at(0, byte, 2), 0x0041)));
    CHECK_FALSE(readable(with_purpose(list_at(0, byte, 1), 0x0041)));
    CHECK_FALSE(readable(with_purpose(list_at(0, byte, 0), 0)));
}

TEST_CASE("a list of structs holds as many as it has words for") {
    const auto segments = [](std::uint64_t words, std::uint64_t tag) {
        return stored(0, 0, 0, list_at(from_segments, composite, words), {tag, 0, 0, 0, 0});
    };
    CHECK(readable(segments(4, tag_of(2, 1, 1))));
    CHECK_FALSE(readable(segments(4, tag_of(3, 1, 1))));
    CHECK_FALSE(readable(segments(5, tag_of(1, 1, 1))));
    CHECK_FALSE(readable(segments(0, tag_of((1U << 30) - 1, 0, 0))));  // half a billion of nothing
    CHECK_FALSE(readable(segments(4, list_at(0, byte, 2))));           // no tag
}

TEST_CASE("what a newer version has added is held to the bounds") {
    const auto with_fifth = [](std::uint64_t fifth) { return Words{struct_at(0, 0, 5), 0, 0, 0, 0, fifth, 7}; };
    CHECK(readable(with_fifth(list_at(0, byte, 8))));
    CHECK(readable(with_fifth(struct_at(0, 1, 0))));
    CHECK_FALSE(readable(with_fifth(list_at(0, byte, 9))));
    CHECK_FALSE(readable(with_fifth(struct_at(0, 1, 1))));
}

TEST_CASE("the payload is checked by the shape it should have, and only by its bounds without one") {
    const Words list_for_payload = stored(0, list_at(from_payload, byte, 8), 0, 0, {1});
    CHECK(readable(list_for_payload));
    CHECK_FALSE(readable(list_for_payload, &shape_of(capnp::typeId<Envelope>())));
    const Words bad_text = stored(0, struct_at(from_payload, 0, 8), 0, 0, {0, 0, 0, 0, 0, 0, 0, list_at(0, byte, 1), 0x41});
    CHECK(readable(bad_text));
    CHECK_FALSE(readable(bad_text, &shape_of(capnp::typeId<Envelope>())));
}

TEST_CASE("pointers in a circle, or many to one place, end with the message's size") {
    // Behind the payload, a struct that points to itself.
    CHECK_FALSE(readable(stored(0, struct_at(from_payload, 0, 1), 0, 0, {struct_at(-1, 0, 1)})));
    // 200 pointers to one list of 200 words: each is inside, together they are 40,000 words.
    Words many = stored(0, list_at(from_payload, pointer, 200), 0, 0);
    for (int i = 0; i < 200; ++i) many.push_back(list_at(199 - i, byte, 1600));
    many.resize(many.size() + 200);
    CHECK_FALSE(readable(many));
}
