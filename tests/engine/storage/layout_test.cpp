#include <doctest/doctest.h>

#include "engine/storage/layout.hpp"

using namespace forloeb;

namespace {

LeafRecord leaf(std::uint64_t position, std::uint32_t payload_length) {
    LeafRecord out;
    out.stream = {StreamKind::case_, Uuid::from_halves(7, position)};
    out.position = {position};
    out.version = {1};
    out.recorded_at = {1'767'225'600'000'000};
    out.event_id = Uuid::from_halves(position, 1);
    out.type_id = 42;
    out.payload_length = payload_length;
    return out;
}

std::string run_of(std::initializer_list<std::string> payloads) {
    layout::RunBuilder run;
    std::uint64_t position = 0;
    for (const std::string& payload : payloads) {
        std::string encoded;
        encode_leaf(leaf(position++, static_cast<std::uint32_t>(payload.size())), encoded);
        run.add(as_bytes(encoded), as_bytes(payload));
    }
    return run.take();
}

// Every single damaged byte and every cut must be told.
template <typename Decode>
void check_damage_is_told(std::string bytes, Decode decode) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
        CHECK_MESSAGE(!decode(flipped), "byte " << i);
        CHECK_MESSAGE(!decode(bytes.substr(0, i)), "cut at " << i);
    }
    CHECK_FALSE(decode(bytes + "x"));
    CHECK(decode(bytes));
}

}  // namespace

TEST_CASE("a run gives back its events, and one damaged byte anywhere is told") {
    const std::string run = run_of({"first", "", "third payload"});
    const auto records = layout::decode_run(run);
    REQUIRE(records.has_value());
    REQUIRE(records->size() == 3);
    CHECK((*records)[0].leaf == leaf(0, 5));
    CHECK(as_text((*records)[0].payload) == "first");
    CHECK((*records)[1].payload.empty());
    CHECK(as_text((*records)[2].payload) == "third payload");
    check_damage_is_told(run, [](const std::string& bytes) { return layout::decode_run(bytes).has_value(); });
}

TEST_CASE("a run is full at its limit but takes any single event") {
    layout::RunBuilder run;
    CHECK_FALSE(run.is_full_for(limits::event_bytes_max));
    std::string encoded, payload(limits::run_bytes_max / 2, 'x');
    encode_leaf(leaf(0, static_cast<std::uint32_t>(payload.size())), encoded);
    run.add(as_bytes(encoded), as_bytes(payload));
    CHECK(run.is_full_for(payload.size()));
    CHECK_FALSE(run.is_full_for(100));
}

TEST_CASE("group header, head record and append row survive encoding, and damage is told") {
    layout::GroupHeader header;
    header.count = 3;
    header.recorded_at = {1'767'225'600'000'000};
    header.batch_id = Uuid::from_halves(1, 2);
    header.durable = {17};
    header.root_before.fill(9);
    header.appends = {{Uuid::from_halves(3, 4), 2, Hash{5}}, {Uuid::from_halves(5, 6), 1, Hash{7}}};
    header.bindings = {{Hash{8}, {StreamKind::case_, Uuid::from_halves(7, 8)}}};
    const std::string encoded = layout::encode_group_header(header);
    const auto decoded = layout::decode_group_header(as_bytes(encoded));
    REQUIRE(decoded.has_value());
    CHECK(decoded->count == 3);
    CHECK(decoded->durable == Position{17});
    CHECK(decoded->appends[1].append_id == Uuid::from_halves(5, 6));
    CHECK(decoded->bindings[0].stream == header.bindings[0].stream);
    check_damage_is_told(encoded, [](const std::string& bytes) { return layout::decode_group_header(as_bytes(bytes)).has_value(); });

    const std::string head = layout::encode_head({{18}, {17}, Hash{1}});
    CHECK(head.size() <= 64);  // what one write-ahead log fragment surely holds
    check_damage_is_told(head, [](const std::string& bytes) { return layout::decode_head(as_bytes(bytes)).has_value(); });

    const std::string row = layout::encode_append_row({{12}, 3, Hash{4}});
    CHECK(layout::decode_append_row(as_bytes(row))->first == Position{12});
    CHECK_FALSE(layout::decode_append_row(as_bytes(row.substr(1))).has_value());
}

TEST_CASE("keys sort as the log and the streams do") {
    CHECK(layout::group_key({255}) < layout::run_key({255}));
    CHECK(layout::run_key({255}) < layout::group_key({256}));
    const StreamId a{StreamKind::case_, Uuid::from_halves(1, 1)}, b{StreamKind::case_, Uuid::from_halves(1, 2)};
    CHECK(layout::stream_key(a, {~std::uint64_t{0}}) < layout::stream_key(b, {1}));
    CHECK(layout::stream_key(a, {255}) < layout::stream_key(a, {256}));
    CHECK(layout::stream_of_key(layout::stream_key(b, {7})) == b);
}
