#include "projections/measures/statistics/survival.hpp"

#include <algorithm>

namespace forloeb {
namespace {

// The curve is a product of ratios of small integers; two heights closer than this are the same height.
constexpr double same_height = 1e-9;

}  // namespace

std::optional<double> survival_quantile(std::span<const Observation> observations, double p) {
    std::vector<Observation> sorted(observations.begin(), observations.end());
    std::sort(sorted.begin(), sorted.end(), [](const Observation& a, const Observation& b) { return a.time < b.time; });
    const double target = 1 - p;
    double survival = 1;
    std::optional<double> flat_since;  // where the curve came to lie at exactly the target
    for (std::size_t i = 0; i < sorted.size();) {
        const double time = sorted[i].time;
        const auto at_risk = static_cast<double>(sorted.size() - i);
        double events = 0;
        for (; i < sorted.size() && sorted[i].time == time; ++i) events += sorted[i].censored ? 0 : 1;
        if (events == 0) continue;
        if (flat_since) return (*flat_since + time) / 2;
        survival *= 1 - events / at_risk;
        if (survival < target - same_height) return time;
        if (survival <= target + same_height) flat_since = time;
    }
    // Flat to the end: the segment ends with the last observation.
    if (flat_since) return (*flat_since + sorted.back().time) / 2;
    return std::nullopt;
}

std::optional<double> plain_quantile(std::vector<double> values, double p) {
    std::vector<Observation> observations;
    observations.reserve(values.size());
    for (double value : values) observations.push_back({value, false});
    return survival_quantile(observations, p);
}

}  // namespace forloeb
