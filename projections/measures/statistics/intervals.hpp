// 95 % intervals for shares and rates (G7; projections/README.md). Only for figures whose unit is a case or a respondent: events of
// one case are not independent, so event-level ratios get none. The distributions are Boost.Math's. Pure; any thread.
#pragma once

#include <cstdint>

namespace forloeb {

struct Interval {
    double low = 0;
    double high = 0;
};

/// Wilson's score interval for `count` of `n` (n > 0).
[[nodiscard]] Interval wilson_95(std::uint64_t count, std::uint64_t n);

/// The exact (Garwood) interval for a Poisson rate: `count` events over `exposure` (> 0), in events per unit of exposure.
[[nodiscard]] Interval poisson_exact_95(std::uint64_t count, double exposure);

}  // namespace forloeb
