// Which figures may be shown (G12; projections/README.md). n counts distinct citizens, not events. Minima and maxima of measures are
// never shown. This is primary suppression of single figures; crossing tables is not done here. Pure; any thread.
#pragma once

#include <cstdint>

namespace forloeb::disclosure {

inline constexpr std::uint32_t persons_min = 5;        // "n >= 5"
inline constexpr double dominating_share_max = 0.85;   // no one person is more of a sum than this

/// A count of `count` persons among `n`, or their share: both the counted and the others must be many. Process measures
/// may show 0 and n of n.
[[nodiscard]] bool count_may_show(std::uint64_t count, std::uint64_t n);

/// The p-quantile of n persons: n * min(p, 1 - p) >= 5 (median from 10, p90 from 50).
[[nodiscard]] bool quantile_may_show(std::uint64_t n, double p);

/// A sum, mean or rate over n persons of whom the largest contributes `largest_share` of the sum.
[[nodiscard]] bool mean_may_show(std::uint64_t n, double largest_share);

}  // namespace forloeb::disclosure
