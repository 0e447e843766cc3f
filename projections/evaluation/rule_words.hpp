// How a figure is made and when it may be shown, in words, from what the figure itself says of it. Pure; any thread.
#pragma once

#include "projections/measures/figure.hpp"

namespace forloeb {

[[nodiscard]] Words rule_of(const Figure& figure);
[[nodiscard]] Words test_of(const Figure& figure);

}  // namespace forloeb
