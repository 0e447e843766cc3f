// The parameter that says on which days, besides the public holidays, a municipality is closed (G3): 5 June, 24 and 31
// December unless it says otherwise. Pure; any thread.
#pragma once

#include <vector>

#include "projections/case_facts/working_days.hpp"
#include "projections/measures/measure.hpp"

namespace forloeb {

/// "closed_days=06-05,12-24,12-31,2026-05-15": month and day, or one day of one year.
[[nodiscard]] ParameterDefinition closed_days_parameter();
/// What cannot be read as a month and day is left out.
[[nodiscard]] std::vector<ClosedDay> closed_days(const Parameters& parameters);

}  // namespace forloeb
