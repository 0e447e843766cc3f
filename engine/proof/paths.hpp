// Inclusion and consistency proofs of RFC 6962 trees (sections 2.1.1 and 2.1.2): made from the hashes of subtrees, and
// verified as RFC 9162 says (sections 2.1.3.2 and 2.1.4.2). Sizes are numbers of leaves. Pure; any thread.
//
// Two rules that the text leaves implicit: a hash is exactly 32 bytes, and there is no proof from size 0. Not here: where
// the hashes come from (engine/log/stored_tree.hpp).
#pragma once

#include <functional>
#include <vector>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Sibling of the leaf first, child of the root last.
using HashPath = std::vector<Hash>;

/// A tree of some size, by its root.
struct TreeHead {
    Position size;
    Hash root{};
    bool operator==(const TreeHead&) const = default;
};

/// The leaves [begin, end).
struct LeafRange {
    Position begin;
    Position end;
    [[nodiscard]] std::uint64_t size() const { return end.value - begin.value; }
};

/// The number of leaves in the left half of a tree of `leaves` (at least 2): the largest power of two below it.
[[nodiscard]] std::uint64_t left_half(std::uint64_t leaves);

/// The root of a subtree over the leaves of a range.
using SubtreeRoot = std::function<Result<Hash>(LeafRange)>;

/// That the leaf at `leaf` is in the tree of `size` leaves. `invalid` unless leaf < size.
[[nodiscard]] Result<HashPath> inclusion_path(Position leaf, Position size, const SubtreeRoot& root_of);
/// That the tree of `old` leaves is the beginning of that of `size`. `invalid` unless 1 <= old <= size.
[[nodiscard]] Result<HashPath> consistency_path(Position old, Position size, const SubtreeRoot& root_of);

[[nodiscard]] bool proves_inclusion(const HashPath& path, Position leaf, const Hash& leaf_hash, const TreeHead& tree);
[[nodiscard]] bool proves_consistency(const HashPath& path, const TreeHead& old, const TreeHead& tree);

/// The hashes one after the other, and back; `invalid` unless it is whole hashes.
[[nodiscard]] std::string path_bytes(const HashPath& path);
[[nodiscard]] Result<HashPath> read_path(ByteSpan bytes);

}  // namespace forloeb
