// A measure month by month or quarter by quarter: the same measure over the whole period and over each part of it, in one
// pass over the cases. Durations stand in the part of their start event, stocks at the part's last day (G5). One thread.
#pragma once

#include <memory>
#include <vector>

#include "projections/measures/measure.hpp"

namespace forloeb {

/// "2026-03" or "2026-K1" (K for kvartal), each clipped to [from, to) and none that begins after O.
struct PeriodPart {
    std::string name;
    DaySpan days;
};
[[nodiscard]] std::vector<PeriodPart> parts_of(const Cohort& cohort, LocalDate observed);

/// The measure, split by time if the cohort asks for that. What `input` refers to must outlive it.
[[nodiscard]] std::unique_ptr<Measure> start_measure(const MeasureDefinition& definition, const MeasureInput& input);

}  // namespace forloeb
