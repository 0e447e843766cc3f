// A group: the events that one sync makes durable, in order, with what makes them checkable. The unit that a log accepts
// or rejects as a whole. Values only; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/proof/merkle.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {

struct GroupEvent {
    LeafRecord leaf;
    std::string leaf_record;  // leaf, encoded
    ByteSpan payload;         // canonical StoredEvent; owned by the append request, or by the group's bytes
};

struct Group {
    Position first;
    layout::GroupHeader header;
    std::vector<GroupEvent> events;
    MerkleEdge edge;  // after these events
    std::vector<Hash> tiles;  // roots of the tiles that these events complete

    void add(GroupEvent event, const Hash& leaf_hash);
};

/// The group as one byte string, for logs that keep groups elsewhere:
/// first position 8 | header length 4 | header | count x ( leaf record 144 | payload ).
[[nodiscard]] std::string encode_group(const Group& group);
/// The reverse; `edge_before` is the proof tree up to the group's first event. `damaged` if bytes, chain or root disagree.
[[nodiscard]] Result<Group> decode_group(std::string_view bytes, const MerkleEdge& edge_before);

/// Everything the local store keeps of a group: head record first, the log's rows, the clustered copy,
/// the append and identifier entries. A pure function of the group, so every node derives the same rows.
void derive(const Group& group, Batch& batch);

}  // namespace forloeb
