// Every key and value the engine ever writes, format 1. All integers big-endian. Worked example in engine/README.md.
//
//   meta         "head"                             head record (below): first entry of every batch
//                "edge"                             right edge of the proof tree (MerkleEdge::encode)
//                "anchor" | position 8             anchor (below) of the tile of 4,096 events that begins there
//                "erased" | position 8             "": what the order at this position takes away is gone
//   log          position 8 | 0x00                  group header of the group that begins at this position
//                position 8 | 0x01                  run: the events from this position on
//   streams      kind 1 | stream id 16 | version 8  run: this stream's events from this version on (clustered copy)
//   appends      append id 16                       first position 8 | count 4 | request digest 32
//   identifiers  token 32                           kind 1 | stream id 16
//
//   head record  "FLh1" | next position 8 | durable head 8 | root 32 | crc 4              (56 bytes)
//   anchor       "FLt1" | first position 8 | last position 8 | tile root 32 | crc 4  (56 bytes)
//   run          "FLr1" | count 4 | crc 4 | count x ( leaf record 144 | payload )         at most run_bytes_max, or one event
//   group header "FLg1" | count 4 | recorded 8 | batch id 16 | durable head 8 | root before 32
//                | appends 4 x ( append id 16 | count 4 | digest 32 ) | bindings 4 x ( token 32 | kind 1 | stream 16 ) | crc 4
//
// "durable head" is the number of events known to be synced when the batch was built. crc is CRC-32 over the
// bytes that follow (run) or precede (head, anchor, group header) it. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/proof/merkle.hpp"
#include "events/codec/leaf.hpp"
#include "events/codec/view.hpp"

namespace forloeb::layout {

inline constexpr std::string_view head_key = "head";
inline constexpr std::string_view edge_key = "edge";

[[nodiscard]] std::string anchor_key(Position first);
[[nodiscard]] std::string erased_key(Position order);
[[nodiscard]] std::string group_key(Position first);
[[nodiscard]] std::string run_key(Position first);
[[nodiscard]] std::string stream_key(StreamId stream, StreamVersion first);
inline constexpr std::size_t stream_prefix_bytes = 17;  // kind and id: what all keys of one stream begin with
[[nodiscard]] std::string stream_prefix(StreamId stream);
/// The stream of a key of table `streams`; the caller has checked the length (25 bytes).
[[nodiscard]] StreamId stream_of_key(std::string_view key);
[[nodiscard]] StreamVersion version_of_key(std::string_view key);
/// The version behind a run's last event, by its key and header. Of a damaged run any number.
[[nodiscard]] StreamVersion version_behind(std::string_view key, std::string_view run);

struct HeadRecord {
    Position next;
    Position durable;
    Hash root{};
};
[[nodiscard]] std::string encode_head(const HeadRecord& head);
[[nodiscard]] Result<HeadRecord> decode_head(ByteSpan bytes);

/// The root over the leaves of one tile, [first, first + tile_leaves).
struct Anchor {
    Position first;
    Hash root{};
};
[[nodiscard]] std::string encode_anchor(const Anchor& anchor);
[[nodiscard]] Result<Anchor> decode_anchor(ByteSpan bytes);

inline constexpr std::size_t run_header_bytes = 12;

/// One event's bytes as they lie in a run.
struct Record {
    LeafRecord leaf;
    ByteSpan payload;       // into the run
    ByteSpan encoded_leaf;  // the same; `payload` follows it
};

/// Collects events into one run value.
class RunBuilder {
  public:
    void add(ByteSpan leaf, ByteSpan payload);
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// Would another payload of this size exceed run_bytes_max? (An empty run takes any event.)
    [[nodiscard]] bool is_full_for(std::size_t payload_bytes) const;
    [[nodiscard]] std::string take();

  private:
    std::string run_;  // as it will be stored, but for its header
    std::uint32_t count_ = 0;
};

/// `damaged` unless magic, count, checksum and lengths agree. The records point into `value`.
[[nodiscard]] Result<std::vector<Record>> decode_run(std::string_view value);
/// The same, behind the records that are there already; after an error there may be some of this run.
[[nodiscard]] Status decode_run(std::string_view value, std::vector<Record>& records);

struct AppendEntry {
    Uuid append_id;
    std::uint32_t count = 0;
    Hash digest{};
};
struct BindingEntry {
    Hash token{};
    StreamId stream;
};
struct GroupHeader {
    std::uint32_t count = 0;
    Instant recorded_at;
    Uuid batch_id;
    Position durable;
    Hash root_before{};
    std::vector<AppendEntry> appends;
    std::vector<BindingEntry> bindings;
};
[[nodiscard]] std::string encode_group_header(const GroupHeader& header);
[[nodiscard]] Result<GroupHeader> decode_group_header(ByteSpan bytes);

struct AppendRow {
    Position first;
    std::uint32_t count = 0;
    Hash digest{};
};
[[nodiscard]] std::string encode_append_row(const AppendRow& row);
[[nodiscard]] Result<AppendRow> decode_append_row(ByteSpan bytes);
[[nodiscard]] std::string encode_stream(StreamId stream);
[[nodiscard]] Result<StreamId> decode_stream(ByteSpan bytes);

}  // namespace forloeb::layout
