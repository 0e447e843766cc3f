// The professionals a citizen has met in this case (M22, R8): who had two-way contact with the citizen, and who sat in a
// meeting the citizen attended. A pseudonym counts once; an organisation that names nobody counts as one. What the
// citizen tells of earlier professionals stands beside it and is never added. Pure; any thread.
#pragma once

#include <set>
#include <string>

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

/// Pseudonyms, and "organisation:NAME" where nobody is named; from the first opening to the end of that day.
[[nodiscard]] std::set<std::string> professionals_met(const facts::CaseFacts& facts, LocalDate day);

}  // namespace forloeb
