// What a measure counts and why, on a page. One thread.
#pragma once

#include "projections/schema/evaluation.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_measure_explanation(TextPage& page, answers::MeasureExplanation::Reader explanation);

}  // namespace forloeb
