// The other cases of a case's citizen: found in the stored rows of the case list, folded as of the same two clocks.
// Internal to the queries of this folder.
#pragma once

#include <vector>

#include "projections/runner/runner.hpp"
#include "projections/case_facts/case_facts.hpp"

namespace forloeb::advice {

/// Empty if the case names no citizen. A case that nobody knew of then is left out; one that cannot be read is an error:
/// "nobody holds it" would be a guess.
[[nodiscard]] Result<std::vector<facts::CaseFacts>> other_cases_of_citizen(const Engine& engine, Runner& runner, const AsOf& as_of,
                                                                           const facts::CaseFacts& asked);

}  // namespace forloeb::advice
