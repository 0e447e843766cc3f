// Tests of change on matched pairs (E2; projections/README.md): given the differences after - before, one per respondent,
// how large is the mean change and could chance alone have made it? Two-sided p-values. Zeros say nothing about a
// direction: the sign test and Wilcoxon's drop them, the paired t keeps them. Pure; any thread.
//
// What it does not do: correct for several tests. Whoever prints p-values prints how many tests were made.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "projections/measures/statistics/intervals.hpp"

namespace forloeb {

/// Up to so many non-zero pairs Wilcoxon's distribution is exact: 2^50 sign flips are counted without rounding.
inline constexpr std::size_t wilcoxon_exact_pairs_max = 50;
/// Scales are means of items: differences closer than this are the same difference.
inline constexpr double same_difference = 1e-9;

struct MeanChange {
    double mean = 0;
    std::optional<Interval> interval;  // 95 %, Student's t; none for fewer than two pairs
};
/// Of at least one difference.
[[nodiscard]] MeanChange mean_change(std::span<const double> differences);

struct SignTest {
    std::size_t better = 0;  // differences above 0
    std::size_t worse = 0;
    std::size_t same = 0;
    std::optional<double> p;  // exact; none if all are the same
};
[[nodiscard]] SignTest sign_test(std::span<const double> differences);

struct WilcoxonTest {
    std::size_t pairs = 0;  // non-zero
    double rank_sum = 0;    // of the positive differences, by mid-ranks
    bool exact = false;     // over all sign flips of the tied ranks; else normal, tie-corrected, without continuity correction
    std::optional<double> p;  // none if all are the same
};
[[nodiscard]] WilcoxonTest wilcoxon_signed_rank(std::span<const double> differences);

}  // namespace forloeb
