// Services that run beside each other (M24, R4): pairs of two units that share a day of a period, and whether they share
// a goal. Pure; any thread.
#pragma once

#include <vector>

#include "projections/case_facts/case_facts.hpp"
#include "projections/case_facts/day_spans.hpp"

namespace forloeb {

/// The days the service runs: from its start to its end, or to the date its terms name.
[[nodiscard]] DaySpan running_days(const facts::Service& service);

struct ServicePair {
    enum class Goals : std::uint8_t {
        common,
        disjoint,  // both have goals, none the same
        unlinked,  // one of them names no goal
    };
    const facts::Service* first;
    const facts::Service* second;
    Goals goals;
};

/// A service that names no unit is in no pair, nor is one whose start is known only to the month.
[[nodiscard]] std::vector<ServicePair> parallel_services(const facts::CaseFacts& facts, DaySpan period);

}  // namespace forloeb
