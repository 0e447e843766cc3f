// Whom the citizen can draw on and how many professionals the citizen has met by the end of a day: shared by the overview
// and the partner map. Pure; any thread.
#pragma once

#include "projections/case_facts/case_facts.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

void fill_network_strength(const facts::CaseFacts& facts, LocalDate day, answers::NetworkStrength::Builder out);

}  // namespace forloeb
