// The verbs below `forloeb access` that stand in files of their own.
#pragma once

#include "tools/cli/menu.hpp"

namespace forloeb {

void add_break_glass(Menu& menu, CLI::App& noun);  // break-glass, reviews, review

}  // namespace forloeb
