// The proof tree over the first leaves of a stored log, for proofs and for the roots of earlier sizes. Nothing more is
// stored for it than the anchors: what lies below one is computed from the 4,096 leaves under it and compared with it, so
// that a proof costs the reading of one tile (two for consistency), and appending costs nothing.
//
// Keeps the tile it looked at last: ask in order of position. One thread; it must not outlive the store.
#pragma once

#include <optional>

#include "engine/proof/full_subtrees.hpp"
#include "engine/storage/store.hpp"
#include "events/codec/leaf.hpp"

namespace forloeb {

class StoredTree {
  public:
    /// `size` is at most what is durable. `damaged` if an anchor below it is missing or not what was written.
    [[nodiscard]] static Result<StoredTree> open(const Store& store, Position size);

    [[nodiscard]] Position size() const { return size_; }
    /// `damaged`, with the positions, if the leaves are not those of their anchor.
    [[nodiscard]] Result<Hash> root(LeafRange range);
    [[nodiscard]] Result<TreeHead> head();
    [[nodiscard]] Result<LeafRecord> leaf(Position position);
    /// Proofs are verified against the root before they are given out.
    [[nodiscard]] Result<HashPath> inclusion(Position leaf);
    [[nodiscard]] Result<HashPath> consistency_from(Position old);

  private:
    StoredTree(const Store& store, Position size, std::vector<Hash> anchors);
    struct Tile {
        std::uint64_t number;
        FullSubtrees subtrees;
        std::vector<LeafRecord> leaves;
    };
    [[nodiscard]] Result<const Tile*> tile(std::uint64_t number);

    const Store* store_;
    Position size_;
    FullSubtrees anchors_;  // of the full tiles below size
    std::optional<Tile> tile_;
    std::optional<Hash> tail_;  // over the events behind the last full tile: in every path that leads past it
    std::optional<Hash> root_;
};

}  // namespace forloeb
