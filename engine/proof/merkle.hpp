// The RFC 6962 tree over leaf records, kept as its right edge: the roots of the full subtrees that make up a tree of
// `size` leaves, largest first. Appending and the root cost O(log size). Pure; any thread.
//
// Hashes (RFC 6962 section 2.1): leaf = SHA-256(0x00 | entry), node = SHA-256(0x01 | left | right), empty = SHA-256("").
#pragma once

#include <string>
#include <vector>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

[[nodiscard]] Hash leaf_hash(ByteSpan entry);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

class MerkleEdge {
  public:
    void append(const Hash& leaf);
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
