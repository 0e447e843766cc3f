#include "engine/proof/merkle.hpp"

#include <algorithm>
#include <bit>

#include "engine/proof/sha256.hpp"

namespace forloeb {

Hash leaf_hash(ByteSpan entry) {
    static constexpr Byte prefix[] = {0};
    return sha256({prefix, entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
    static constexpr Byte prefix[] = {1};
    return sha256({prefix, left, right});
}

std::optional<Hash> MerkleEdge::append(const Hash& leaf) {
    std::optional<Hash> tile;
    Hash hash = leaf;
    // Each trailing one bit of the old size is a full subtree of the same height as `hash`: they become one.
    unsigned height = 0;
    for (std::uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
        hash = node_hash(subtrees_.back(), hash);
        subtrees_.pop_back();
        if (++height == tile_height) tile = hash;
    }
    subtrees_.push_back(hash);
    ++size_;
    return tile;
}

void MerkleEdge::append_tile(const Hash& root) {
    Hash hash = root;
    for (std::uint64_t bits = size_ >> tile_height; (bits & 1) != 0; bits >>= 1) {
        hash = node_hash(subtrees_.back(), hash);
        subtrees_.pop_back();
    }
    subtrees_.push_back(hash);
    size_ += tile_leaves;
}

Hash MerkleEdge::root() const {
    if (subtrees_.empty()) return sha256(ByteSpan{});
    Hash hash = subtrees_.back();
    for (std::size_t i = subtrees_.size() - 1; i-- > 0;) hash = node_hash(subtrees_[i], hash);
    return hash;
}

std::string MerkleEdge::encode() const {
    std::string out;
    put_big_endian(out, size_);
    for (const Hash& hash : subtrees_) out.append(as_text(hash));
    return out;
}

Result<MerkleEdge> MerkleEdge::decode(ByteSpan bytes) {
    const auto damaged = [] { return fail(ErrorKind::damaged, "The stored right edge of the proof tree is not readable."); };
    if (bytes.size() < 8) return damaged();
    MerkleEdge edge;
    edge.size_ = get_big_endian<std::uint64_t>(bytes.data());
    const auto count = static_cast<std::size_t>(std::popcount(edge.size_));
    if (bytes.size() != 8 + count * sizeof(Hash)) return damaged();
    edge.subtrees_.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(8 + i * sizeof(Hash)), sizeof(Hash), edge.subtrees_[i].begin());
    return edge;
}

}  // namespace forloeb
