// A measure's output after disclosure control (G12, E7), as an answer: what may be shown, and of what may not, that it is
// hidden. Pure; any thread.
#pragma once

#include "projections/measures/disclosed_output.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

/// Fills the strata (the whole cohort first) as they stand, hidden or not.
void fill_strata(const MeasureOutput& output, const std::string& by, answers::MeasureResult::Builder out);
/// A log measure's figures rest on cases: it describes a file and is shown as it is.
void count_cases(MeasureOutput& output);

/// One figure as it stands, hidden or not.
void fill_figure(answers::Figure::Builder out, const Figure& figure);
/// Its value as text, or why there is none: "0.62", "hidden", "not recorded before 2026-01-01".
[[nodiscard]] std::string figure_words(const Figure& figure);

/// A figure's value as text: up to four decimals, no trailing zeros.
[[nodiscard]] std::string value_text(double value);

}  // namespace forloeb
