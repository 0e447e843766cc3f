// The verbs below `forloeb case`, one file each.
#pragma once

#include "tools/cli/menu.hpp"

namespace forloeb {

void add_case_list(Menu& menu, CLI::App& noun);
void add_case_show(Menu& menu, CLI::App& noun);
void add_case_history(Menu& menu, CLI::App& noun);
void add_case_partners(Menu& menu, CLI::App& noun);
void add_case_handovers(Menu& menu, CLI::App& noun);
void add_case_replay(Menu& menu, CLI::App& noun);

/// The positional that names the case, the same for all of them.
void case_argument(Menu& menu, CLI::App& verb, std::string& target);

}  // namespace forloeb
