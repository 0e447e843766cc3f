// Every case as measures see it, from the rows of measure_facts: what visit_every_case() would visit, without a look at the
// log. A case of which the rows say too much (something in it occurs after O), nothing (it is parked), or nothing that can be
// read is folded from the log by itself.
#pragma once

#include "projections/measure_facts/measure_facts.hpp"
#include "projections/reading/every_case.hpp"
#include "projections/runner/runner.hpp"

namespace forloeb {

/// Which facts, and since when each type is recorded in the case.
using MeasuredVisit = std::function<void(const facts::CaseFacts&, std::span<const Recording::Since>)>;

/// Do the rows know the answer? They know the present: not what was known at some time in the past.
[[nodiscard]] inline bool rows_answer(const AsOf& as_of) { return !as_of.known_at && as_of.clock == Clock::recorded; }

/// As visit_every_case(), of the log up to the rows' checkpoint; of what is not wanted the facts may be empty. `runner` may be
/// nullptr: then, and where rows_answer() says no, every case is folded.
[[nodiscard]] Result<EveryCase> visit_measured_cases(const Engine& engine, Runner* runner, const AsOf& as_of, FactsWanted wanted,
                                                     const MeasuredVisit& visit);

}  // namespace forloeb
