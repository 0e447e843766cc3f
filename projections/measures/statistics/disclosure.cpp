#include "projections/measures/statistics/disclosure.hpp"

#include <algorithm>

namespace forloeb::disclosure {

bool count_may_show(std::uint64_t count, std::uint64_t n) {
    if (count == 0 || count == n) return true;
    return count >= persons_min && n - count >= persons_min;
}

bool quantile_may_show(std::uint64_t n, double p) {
    // 50 * (1 - 0.9) is a hair below 5 in binary.
    return static_cast<double>(n) * std::min(p, 1 - p) >= persons_min - 1e-9;
}

bool mean_may_show(std::uint64_t n, double largest_share) { return n >= persons_min && largest_share <= dominating_share_max; }

}  // namespace forloeb::disclosure
