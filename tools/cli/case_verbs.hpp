// The verbs below `forloeb case`, one file each.
#pragma once

#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/result.hpp"
#include "tools/cli/menu.hpp"

namespace forloeb {

void add_case_list(Menu& menu, CLI::App& noun);
void add_case_show(Menu& menu, CLI::App& noun);
void add_case_history(Menu& menu, CLI::App& noun);
void add_case_partners(Menu& menu, CLI::App& noun);
void add_case_handovers(Menu& menu, CLI::App& noun);
void add_case_replay(Menu& menu, CLI::App& noun);
void add_case_views(Menu& menu, CLI::App& noun);  // promises, goals, services, meetings, information, dossier, complexity
void add_case_extract(Menu& menu, CLI::App& noun);

/// `--for`: whose view of the case. `invalid` if there is no such audience; empty = internal.
void audience_option(Menu& menu, CLI::App& verb, std::string& target);
[[nodiscard]] Result<Audience> parse_audience(const std::string& text);

/// The positional that names the case, the same for all of them.
void case_argument(Menu& menu, CLI::App& verb, std::string& target);

}  // namespace forloeb
