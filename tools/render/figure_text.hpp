// Figures in words and numbers, for the pages and reports that print them: the value, or why there is none. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "projections/schema/answers.capnp.h"
#include "tools/render/language.hpp"

namespace forloeb {

/// A number with as many digits as it is worth: whole numbers whole, others with up to three decimals.
[[nodiscard]] std::string number_text(Language language, double number);
/// "0,62", or why there is no value.
[[nodiscard]] std::string figure_value_text(Language language, answers::Figure::Reader figure);
[[nodiscard]] std::string unit_text(Language language, std::string_view unit);
/// "0,5 – 0,7"; empty where there is none.
[[nodiscard]] std::string interval_text(Language language, answers::Figure::Reader figure);
/// "12 / 20"; empty where it is no ratio.
[[nodiscard]] std::string ratio_text(Language language, answers::Figure::Reader figure);

/// For narrow tables: shares in per cent, others with at most two decimals, and a sign where there is no value.
[[nodiscard]] std::string figure_cell(Language language, answers::Figure::Reader figure);
/// The same with its interval behind it: "62 % [48–74]".
[[nodiscard]] std::string figure_cell_with_interval(Language language, answers::Figure::Reader figure);
/// What the signs of figure_cell mean, in one line.
[[nodiscard]] std::string figure_signs(Language language);

}  // namespace forloeb
