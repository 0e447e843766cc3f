// The RFC 6962 tree over leaf records, kept as its right edge: the roots of the full subtrees that make up a tree of
// `size` leaves, largest first. Appending and the root cost O(log size). Pure; any thread.
//
// Hashes (RFC 6962 section 2.1): leaf = SHA-256(0x00 | entry), node = SHA-256(0x01 | left | right), empty = SHA-256("").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

[[nodiscard]] Hash leaf_hash(ByteSpan entry);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

/// Leaves of a tile: a full subtree whose root is kept as an anchor (engine/log/anchors.hpp).
inline constexpr unsigned tile_height = 12;
inline constexpr std::uint64_t tile_leaves = std::uint64_t{1} << tile_height;

class MerkleEdge {
  public:
    /// Returns the root of the tile that this leaf completes, if it completes one.
    std::optional<Hash> append(const Hash& leaf);
    /// All leaves of a tile at once; size() is a multiple of tile_leaves.
    void append_tile(const Hash& root);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] Hash root() const;

    /// size 8 big-endian | one 32-byte hash per set bit of size, largest subtree first.
    [[nodiscard]] std::string encode() const;
    [[nodiscard]] static Result<MerkleEdge> decode(ByteSpan bytes);

    bool operator==(const MerkleEdge&) const = default;

  private:
    std::uint64_t size_ = 0;
    std::vector<Hash> subtrees_;
};

}  // namespace forloeb
