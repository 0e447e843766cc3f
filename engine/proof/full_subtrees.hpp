// All full subtrees over a row of nodes, kept: the root over any aligned range of them in O(log n). Immutable; any thread.
#pragma once

#include "engine/proof/paths.hpp"

namespace forloeb {

class FullSubtrees {
  public:
    /// The nodes of the lowest level, from the left.
    explicit FullSubtrees(std::vector<Hash> nodes);
    /// The root over nodes [first, end), at least one; `first` is a multiple of the power of two that is not below their
    /// number, as in every subtree of a tree.
    [[nodiscard]] Hash root(std::uint64_t first, std::uint64_t end) const;
    [[nodiscard]] std::uint64_t size() const { return levels_.front().size(); }

  private:
    std::vector<std::vector<Hash>> levels_;  // [h][i]: over nodes [i << h, (i + 1) << h)
};

}  // namespace forloeb
