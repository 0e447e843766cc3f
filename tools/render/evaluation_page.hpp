// Pseudonymised cases as evaluators see them. One thread.
#pragma once

#include "projections/schema/evaluation.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_evaluation_cases(TextPage& page, answers::EvaluationCases::Reader cases);
void print_evaluation_replay(TextPage& page, answers::EvaluationReplay::Reader replay);

}  // namespace forloeb
