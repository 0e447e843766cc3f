#include "engine/log/stored_tree.hpp"

#include <algorithm>

#include "engine/proof/merkle.hpp"
#include "engine/read/reader.hpp"
#include "engine/storage/layout.hpp"

namespace forloeb {
namespace {

tl::unexpected<Error> damaged(Position first, Position end, const char* what) {
    return fail(ErrorKind::damaged, "The events at positions " + std::to_string(first.value) + " to " + std::to_string(end.value - 1) + what +
                                        " Run forloeb verify, and restore from a backup.");
}

Result<std::vector<Hash>> read_anchors(const Store& store, std::uint64_t tiles) {
    std::vector<Hash> roots;
    roots.reserve(tiles);
    Cursor cursor = store.cursor(Table::meta);
    for (cursor.seek(layout::anchor_key({0})); cursor.valid() && roots.size() < tiles; cursor.next()) {
        const Position first{roots.size() * tile_leaves};
        const auto anchor = layout::decode_anchor(as_bytes(cursor.value()));
        if (cursor.key() != layout::anchor_key(first) || !anchor || anchor->first != first) break;
        roots.push_back(anchor->root);
    }
    FORLOEB_CHECK(cursor.status());
    if (roots.size() < tiles) return damaged({roots.size() * tile_leaves}, {(roots.size() + 1) * tile_leaves}, " have no anchor, or not the one that was written.");
    return roots;
}

}  // namespace

StoredTree::StoredTree(const Store& store, Position size, std::vector<Hash> anchors) : store_(&store), size_(size), anchors_(std::move(anchors)) {}

Result<StoredTree> StoredTree::open(const Store& store, Position size) {
    FORLOEB_TRY(std::vector<Hash> anchors, read_anchors(store, size.value / tile_leaves));
    return StoredTree(store, size, std::move(anchors));
}

Result<const StoredTree::Tile*> StoredTree::tile(std::uint64_t number) {
    if (tile_ && tile_->number == number) return &*tile_;
    const Position first{number * tile_leaves}, end{std::min(first.value + tile_leaves, size_.value)};
    std::vector<LeafRecord> leaves;
    std::vector<Hash> hashes;
    FORLOEB_CHECK(Reader(*store_).runs(first, end, [&](const std::vector<layout::Record>& records) -> Result<bool> {
        for (const layout::Record& record : records) {
            leaves.push_back(record.leaf);
            hashes.push_back(leaf_hash(record.encoded_leaf));
        }
        return true;
    }));
    tile_ = Tile{number, FullSubtrees(std::move(hashes)), std::move(leaves)};
    if (number < anchors_.size() && tile_->subtrees.root(0, tile_leaves) != anchors_.root(number, number + 1)) {
        tile_.reset();
        return damaged(first, end, " are not those of their anchor.");
    }
    return &*tile_;
}

Result<Hash> StoredTree::root(LeafRange range) {
    if (range.size() == 0) return MerkleEdge().root();
    const std::uint64_t first_tile = range.begin.value / tile_leaves;
    if (range.begin.value % tile_leaves == 0 && range.end.value % tile_leaves == 0) return anchors_.root(first_tile, range.end.value / tile_leaves);
    if ((range.end.value - 1) / tile_leaves == first_tile) {
        const std::uint64_t begins = first_tile * tile_leaves;
        const bool is_tail = range.begin.value == begins && range.end == size_;
        if (is_tail && tail_) return *tail_;
        FORLOEB_TRY(const Tile* const found, tile(first_tile));
        const Hash hash = found->subtrees.root(range.begin.value - begins, range.end.value - begins);
        if (is_tail) tail_ = hash;
        return hash;
    }
    const Position middle{range.begin.value + left_half(range.size())};
    FORLOEB_TRY(const Hash left, root({range.begin, middle}));
    FORLOEB_TRY(const Hash right, root({middle, range.end}));
    return node_hash(left, right);
}

Result<TreeHead> StoredTree::head() {
    if (!root_) {
        FORLOEB_TRY(root_, root({{0}, size_}));
    }
    return TreeHead{size_, *root_};
}

Result<LeafRecord> StoredTree::leaf(Position position) {
    FORLOEB_TRY(const Tile* const found, tile(position.value / tile_leaves));
    return found->leaves[position.value % tile_leaves];
}

Result<HashPath> StoredTree::inclusion(Position leaf) {
    FORLOEB_TRY(const TreeHead now, head());
    FORLOEB_TRY(HashPath path, inclusion_path(leaf, size_, [this](LeafRange range) { return root(range); }));
    FORLOEB_TRY(const Hash hash, root({leaf, leaf.next()}));
    if (!proves_inclusion(path, leaf, hash, now)) return damaged(leaf, leaf.next(), " are not proven by the stored tree.");
    return path;
}

Result<HashPath> StoredTree::consistency_from(Position old) {
    FORLOEB_TRY(const TreeHead now, head());
    FORLOEB_TRY(HashPath path, consistency_path(old, size_, [this](LeafRange range) { return root(range); }));
    FORLOEB_TRY(const Hash old_root, root({{0}, old}));
    if (!proves_consistency(path, {old, old_root}, now)) return damaged({0}, old, " are not proven by the stored tree.");
    return path;
}

}  // namespace forloeb
