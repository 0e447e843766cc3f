// A measure's output after disclosure control (G12, E7), as an answer: what may be shown, and of what may not, that it is
// hidden. Pure; any thread.
#pragma once

#include "projections/measures/disclosed_output.hpp"
#include "projections/schema/answers.capnp.h"

namespace forloeb {

/// Fills the strata (the whole cohort first). Strata in which a person could be found are hidden whole. Log measures
/// describe a file and are shown as they are. Returns how many figures are hidden.
Suppression fill_strata(MeasureOutput output, const MeasureDefinition& definition, const std::string& by,
                        answers::MeasureResult::Builder out);

/// One figure as it stands, hidden or not.
void fill_figure(answers::Figure::Builder out, const Figure& figure);
/// Its value as text, or why there is none: "0.62", "hidden", "not recorded before 2026-01-01".
[[nodiscard]] std::string figure_words(const Figure& figure);

/// A figure's value as text: up to four decimals, no trailing zeros.
[[nodiscard]] std::string value_text(double value);

}  // namespace forloeb
