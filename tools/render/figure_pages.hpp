// Measures for a person to read: each figure with its n, what is missing and its interval, and the receipt with which
// anyone who has the log can repeat it. Prints; decides nothing. One thread.
#pragma once

#include "projections/schema/answers.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_measure_list(TextPage& page, answers::MeasureList::Reader list);
void print_measure_result(TextPage& page, answers::MeasureResult::Reader result);

}  // namespace forloeb
