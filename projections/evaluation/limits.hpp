// What a reader must know before the figures of an evaluation are believed: whose judgement they are, who evaluated, and what
// the design cannot show. Said in every report. Pure; any thread.
#pragma once

#include <vector>

#include "projections/measures/figure.hpp"
#include "projections/project_facts/project_facts.hpp"

namespace forloeb {

struct EvaluationCircumstances {
    bool synthetic = false;     // the log is a demo's
    bool whole_cohort = false;  // the practice measures are not narrowed to the project's own unit
    std::size_t unreadable = 0; // cases left out
};

[[nodiscard]] std::vector<Words> limits_of(const facts::ProjectFacts& project, const EvaluationCircumstances& circumstances);

}  // namespace forloeb
