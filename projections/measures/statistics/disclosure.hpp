// Which figures may be shown (G12; projections/README.md). n counts distinct citizens, not events. Minima and maxima of measures are
// never shown. Single figures here, and which cells of a table must go with them (E7). Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <cstdint>

namespace forloeb::disclosure {

inline constexpr std::uint32_t persons_min = 5;        // "n >= 5"
inline constexpr double dominating_share_max = 0.85;   // no one person is more of a sum than this

/// A count of `count` persons among `n`, or their share: both the counted and the others must be many. Process measures
/// may show 0 and n of n.
[[nodiscard]] bool count_may_show(std::uint64_t count, std::uint64_t n);

/// The same of what people answered: that none or all of them did tells of each, so neither is shown.
[[nodiscard]] bool answers_may_show(std::uint64_t count, std::uint64_t n);

/// The p-quantile of n persons: n * min(p, 1 - p) >= 5 (median from 10, p90 from 50).
[[nodiscard]] bool quantile_may_show(std::uint64_t n, double p);

/// A sum, mean or rate over n persons of whom the largest contributes `largest_share` of the sum.
[[nodiscard]] bool mean_may_show(std::uint64_t n, double largest_share);

/// One count of a table, and the lines (rows, columns) it stands on whose sum is shown.
struct Cell {
    std::string code;  // decides between cells that count the same: the lowest goes first
    std::uint64_t count = 0;
    bool hidden = false;
};
using Line = std::vector<std::size_t>;  // indices of cells

/// Secondary suppression (E7): each line with a hidden cell also hides its smallest shown non-zero cell, until it has at
/// least two hidden cells that sum to five persons, or nothing is left to hide. Repeated until no line changes. Returns
/// how many cells were hidden.
std::size_t hide_secondary(std::vector<Cell>& cells, const std::vector<Line>& lines);

}  // namespace forloeb::disclosure
