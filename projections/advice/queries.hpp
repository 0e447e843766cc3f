// The questions asked of the rules of advice, as projections/queries.hpp asks the others: each fills a struct of
// projections/schema/advice.capnp. Any thread; not the append thread.
#pragma once

#include "engine/engine.hpp"
#include "projections/runner/runner.hpp"
#include "projections/schema/advice.capnp.h"

namespace forloeb {

void query_advice_rules(answers::AdviceRules::Builder out);

/// What the rules say of one case as of two clocks, by one fold of it. A rule about the citizen's other cases folds those
/// too (found in the stored rows); R10 reads the whole log, if the case has a deadline that is not met and the rule is
/// asked for by name or by asking for all. `invalid` for a threshold that a rule does not have.
[[nodiscard]] Status query_advice(const Engine& engine, Runner& runner, const AsOf& as_of, answers::AdviceQuery::Reader query,
                                  answers::CaseAdvice::Builder out);

/// R5 before a request is sent: which units of the municipality hold an answer on this topic and period about the case's
/// citizen. Clear fields only: where it is, not what it says.
[[nodiscard]] Status query_information_held(const Engine& engine, Runner& runner, const AsOf& as_of,
                                            answers::InformationQuery::Reader query, answers::InformationHeld::Builder out);

}  // namespace forloeb
