#include "events/codec/leaf.hpp"

#include <doctest/doctest.h>

using namespace forloeb;

namespace {

LeafRecord sample() {
    LeafRecord leaf;
    leaf.stream = {StreamKind::person, Uuid::from_halves(0x1112131415161718, 0x191a1b1c1d1e1f20)};
    leaf.flags = leaf_rule_objected;
    leaf.schema = 0x0203;
    leaf.position = {0x0405060708090a0b};
    leaf.recorded_at = {-2};
    leaf.event_id = Uuid::from_halves(0x2122232425262728, 0x292a2b2c2d2e2f30);
    leaf.type_id = 0x3132333435363738;
    leaf.payload_length = 0x41424344;
    leaf.segment_count = 0x51525354;
    leaf.payload_hash.fill(0x66);
    leaf.version = {0x7172737475767778};
    leaf.previous.fill(0x88);
    return leaf;
}

std::string encoded(const LeafRecord& leaf) {
    std::string out;
    encode_leaf(leaf, out);
    return out;
}

}  // namespace

TEST_CASE("a leaf record is these 144 bytes and no others") {
    const std::string expected =
        std::string("464c7631") + "02" + "01" + "0203" + "0405060708090a0b" + "fffffffffffffffe" +
        "2122232425262728292a2b2c2d2e2f30" + "1112131415161718191a1b1c1d1e1f20" + "3132333435363738" + "41424344" +
        "51525354" + "6666666666666666666666666666666666666666666666666666666666666666" + "7172737475767778" +
        "8888888888888888888888888888888888888888888888888888888888888888";
    CHECK(to_hex(as_bytes(encoded(sample()))) == expected);
    CHECK(encoded(sample()).size() == leaf_bytes);
}

TEST_CASE("a leaf record reads what it writes") { CHECK(decode_leaf(as_bytes(encoded(sample()))) == sample()); }

TEST_CASE("bytes that are no leaf record are called damaged") {
    std::string bytes = encoded(sample());
    CHECK(decode_leaf(as_bytes(bytes.substr(1))).error().kind == ErrorKind::damaged);
    CHECK(decode_leaf(as_bytes(bytes + "x")).error().kind == ErrorKind::damaged);
    std::string other_magic = bytes;
    other_magic[3] = '2';
    CHECK(decode_leaf(as_bytes(other_magic)).error().kind == ErrorKind::damaged);
    for (const char kind : {'\0', '\6', '\7'}) {
        std::string other_kind = bytes;
        other_kind[4] = kind;
        CHECK(decode_leaf(as_bytes(other_kind)).error().kind == ErrorKind::damaged);
    }
}
