#include "engine/proof/paths.hpp"

#include <algorithm>
#include <bit>

#include "engine/proof/merkle.hpp"

namespace forloeb {
namespace {

Status add(HashPath& path, LeafRange range, const SubtreeRoot& root_of) {
    FORLOEB_TRY(const Hash root, root_of(range));
    path.push_back(root);
    return {};
}

// PATH(m, D[n]) of section 2.1.1, from the root down; the path is turned round at the end.
Status descend(HashPath& path, Position leaf, LeafRange tree, const SubtreeRoot& root_of) {
    while (tree.size() > 1) {
        const Position middle{tree.begin.value + left_half(tree.size())};
        const bool left = leaf < middle;
        FORLOEB_CHECK(add(path, left ? LeafRange{middle, tree.end} : LeafRange{tree.begin, middle}, root_of));
        (left ? tree.end : tree.begin) = middle;
    }
    return {};
}

// SUBPROOF(m, D[n], b) of section 2.1.2, likewise. `known`: the verifier has the root of what is left as the old tree's.
Status descend_to_old(HashPath& path, Position old, LeafRange tree, const SubtreeRoot& root_of) {
    bool known = true;
    while (old != tree.end) {
        const Position middle{tree.begin.value + left_half(tree.size())};
        const bool left = old <= middle;
        FORLOEB_CHECK(add(path, left ? LeafRange{middle, tree.end} : LeafRange{tree.begin, middle}, root_of));
        if (!left) known = false;
        (left ? tree.end : tree.begin) = middle;
    }
    return known ? Status() : add(path, tree, root_of);
}

}  // namespace

std::uint64_t left_half(std::uint64_t leaves) { return std::bit_floor(leaves - 1); }

Result<HashPath> inclusion_path(Position leaf, Position size, const SubtreeRoot& root_of) {
    if (leaf >= size) return fail(ErrorKind::invalid, "A tree of " + std::to_string(size.value) + " events has none at position " + std::to_string(leaf.value) + ".");
    HashPath path;
    FORLOEB_CHECK(descend(path, leaf, {{0}, size}, root_of));
    std::ranges::reverse(path);
    return path;
}

Result<HashPath> consistency_path(Position old, Position size, const SubtreeRoot& root_of) {
    if (old.value == 0 || old > size) return fail(ErrorKind::invalid, "A consistency proof leads from a size of at least 1 to one that is not smaller.");
    HashPath path;
    FORLOEB_CHECK(descend_to_old(path, old, {{0}, size}, root_of));
    std::ranges::reverse(path);
    return path;
}

bool proves_inclusion(const HashPath& path, Position leaf, const Hash& leaf_hash, const TreeHead& tree) {
    if (leaf >= tree.size) return false;
    std::uint64_t node = leaf.value, last = tree.size.value - 1;
    Hash root = leaf_hash;
    for (const Hash& sibling : path) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            root = node_hash(sibling, root);
            for (; (node & 1) == 0 && node != 0; node >>= 1) last >>= 1;
        } else {
            root = node_hash(root, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && root == tree.root;
}

bool proves_consistency(const HashPath& path, const TreeHead& old, const TreeHead& tree) {
    if (old.size.value == 0 || old.size > tree.size) return false;
    if (old.size == tree.size) return path.empty() && old.root == tree.root;
    if (path.empty()) return false;
    std::uint64_t node = old.size.value - 1, last = tree.size.value - 1;
    for (; (node & 1) != 0; node >>= 1) last >>= 1;
    const bool whole = std::has_single_bit(old.size.value);  // then the old root itself is where the path begins
    Hash old_root = whole ? old.root : path.front(), root = old_root;
    for (std::size_t i = whole ? 0 : 1; i < path.size(); ++i) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            old_root = node_hash(path[i], old_root);
            root = node_hash(path[i], root);
            for (; (node & 1) == 0 && node != 0; node >>= 1) last >>= 1;
        } else {
            root = node_hash(root, path[i]);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && old_root == old.root && root == tree.root;
}

std::string path_bytes(const HashPath& path) {
    std::string out;
    for (const Hash& hash : path) out.append(as_text(hash));
    return out;
}

Result<HashPath> read_path(ByteSpan bytes) {
    if (bytes.size() % sizeof(Hash) != 0) return fail(ErrorKind::invalid, "A path is hashes of 32 bytes.");
    HashPath path(bytes.size() / sizeof(Hash));
    for (std::size_t i = 0; i < path.size(); ++i) std::copy_n(bytes.data() + i * sizeof(Hash), sizeof(Hash), path[i].begin());
    return path;
}

}  // namespace forloeb
