// Advice (projections/advice) on a case as matters for the coordinator's day: one a rule that has something to say, with the
// event it rests on first. Only rules that need no other case, and none that the day tells of already: promises without a date
// (R7) and long silences (R12). Nothing is recorded as shown: that is `forloeb advice record`. Pure; any thread.
#pragma once

#include <vector>

#include "projections/caseload/pending.hpp"
#include "projections/reading/case_reading.hpp"

namespace forloeb {

[[nodiscard]] std::vector<Pending> advised_in(const CaseReading& reading);

}  // namespace forloeb
