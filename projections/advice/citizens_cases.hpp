// The cases of a citizen, and the other cases of a case's citizen: found in the stored rows of the case list, folded as of
// the same two clocks. For the queries of this folder, and for whom a relation to a case lets near the citizen.
#pragma once

#include <vector>

#include "projections/runner/runner.hpp"
#include "projections/case_facts/case_facts.hpp"

namespace forloeb::advice {

/// The cases of a person stream, by the stored rows.
[[nodiscard]] Result<std::vector<Uuid>> cases_of_citizen(Runner& runner, const Uuid& citizen);

/// Empty if the case names no citizen. A case that nobody knew of then is left out; one that cannot be read is an error:
/// "nobody holds it" would be a guess.
[[nodiscard]] Result<std::vector<facts::CaseFacts>> other_cases_of_citizen(const Engine& engine, Runner& runner, const AsOf& as_of,
                                                                           const facts::CaseFacts& asked);

}  // namespace forloeb::advice
