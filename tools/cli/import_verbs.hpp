// The verbs below `forloeb import`, one file each, and where an import goes.
#pragma once

#include <memory>

#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/import/target.hpp"

namespace forloeb {

void add_import_xes(Menu& menu, CLI::App& noun);
void add_import_retract(Menu& menu, CLI::App& noun);
void add_import_generate(Menu& menu, CLI::App& noun);
void add_import_survey(Menu& menu, CLI::App& noun);
void add_import_instrument(Menu& menu, CLI::App& noun);

/// An evaluation project: its id, or a name bound to it in the scope "project".
[[nodiscard]] Result<StreamId> find_project(ImportTarget& target, const std::string& text);

/// The store that the settings name, as an importer sees it. Valid while the invocation's client lives.
[[nodiscard]] Result<std::unique_ptr<ImportTarget>> import_target(Invocation& call);

}  // namespace forloeb
