// Many cases, and the state of the engine itself, for a person to read. Prints; decides nothing. One thread.
#pragma once

#include "projections/schema/answers.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_case_list(TextPage& page, answers::CaseList::Reader list);
/// At most `pairs_max` pairs, most frequent first; 0 = all.
void print_derived_handovers(TextPage& page, answers::DerivedHandovers::Reader handovers, std::size_t pairs_max);
void print_case_handovers(TextPage& page, answers::CaseHandovers::Reader handovers);
void print_projections(TextPage& page, answers::ProjectionStatusList::Reader status);

}  // namespace forloeb
