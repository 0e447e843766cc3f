// LeafRecord, version 1: what the proof tree commits to for one event. 144 bytes, big-endian:
//
//   0 magic "FLv1" 4 | 4 kind 1 | 5 flags 1 | 6 schema 2 | 8 position 8 | 16 recorded us UTC 8 | 24 event id 16
//   40 stream id 16 | 56 payload type id 8 | 64 payload length 4 | 68 segment count 4 | 72 payload SHA-256 32
//   104 stream version 8 | 112 previous leaf hash of this stream 32 (zero for version 1)
//
// "Payload" here is the canonical StoredEvent. Pure; any thread.
#pragma once

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

inline constexpr std::size_t leaf_bytes = 144;

/// Flags of a leaf, assigned by the engine.
enum LeafFlag : std::uint8_t {
    leaf_rule_objected = 1,  // imported history that a case rule would have refused; the timeline says which
};

struct LeafRecord {
    StreamId stream;
    std::uint8_t flags = 0;
    std::uint16_t schema = 1;
    Position position;
    Instant recorded_at;
    Uuid event_id;
    std::uint64_t type_id = 0;
    std::uint32_t payload_length = 0;
    std::uint32_t segment_count = 0;
    Hash payload_hash{};
    StreamVersion version;
    Hash previous{};

    auto operator<=>(const LeafRecord&) const = default;
};

void encode_leaf(const LeafRecord& leaf, std::string& out);
/// `damaged` unless `bytes` is exactly one leaf of a known version and kind.
[[nodiscard]] Result<LeafRecord> decode_leaf(ByteSpan bytes);

}  // namespace forloeb
