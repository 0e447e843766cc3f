#include "engine/proof/full_subtrees.hpp"

#include <bit>

#include "engine/proof/merkle.hpp"

namespace forloeb {

FullSubtrees::FullSubtrees(std::vector<Hash> nodes) {
    levels_.push_back(std::move(nodes));
    while (levels_.back().size() > 1) {
        const std::vector<Hash>& below = levels_.back();
        std::vector<Hash> level(below.size() / 2);
        for (std::size_t i = 0; i < level.size(); ++i) level[i] = node_hash(below[2 * i], below[2 * i + 1]);
        levels_.push_back(std::move(level));
    }
}

Hash FullSubtrees::root(std::uint64_t first, std::uint64_t end) const {
    const std::uint64_t count = end - first;
    if (std::has_single_bit(count)) {
        const auto height = static_cast<unsigned>(std::countr_zero(count));
        return levels_[height][first >> height];
    }
    const std::uint64_t middle = first + left_half(count);
    return node_hash(root(first, middle), root(middle, end));
}

}  // namespace forloeb
