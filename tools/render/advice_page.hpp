// Advice for a person to read: what to look at, what it rests on, what is missing, by which rule and thresholds. Prints;
// decides nothing. One thread.
#pragma once

#include "projections/schema/advice.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_advice_rules(TextPage& page, answers::AdviceRules::Reader rules);
/// What speaks and what is unknown; rules that have nothing to say in one line.
void print_case_advice(TextPage& page, answers::CaseAdvice::Reader advice);
void print_information_held(TextPage& page, answers::InformationHeld::Reader held);

}  // namespace forloeb
