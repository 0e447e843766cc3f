// Kaplan-Meier quantiles and the plain quantiles that agree with them (G6; projections/README.md). Pure; any thread.
//
// A quantile is where the curve crosses 1 - p: the first time it is below, or the middle of the segment where it lies
// flat at exactly 1 - p. Without censoring that is R's quantile type 2. It does not extrapolate: a curve that stays
// above 1 - p has no such quantile ("not reached").
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace forloeb {

struct Observation {
    double time = 0;        // in whatever unit the figure has; the caller has set negative ones to 0
    bool censored = false;  // the event had not happened at `time`
};

/// Nothing if the curve does not come down to 1 - p, or there are no observations. A subject censored at the time of an
/// event is still at risk for it.
[[nodiscard]] std::optional<double> survival_quantile(std::span<const Observation> observations, double p);

/// R's type 2 quantile of uncensored values; nothing if there are none.
[[nodiscard]] std::optional<double> plain_quantile(std::vector<double> values, double p);

}  // namespace forloeb
