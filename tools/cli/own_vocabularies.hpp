// The shipped vocabularies with a municipality's own files added: the folder named by --vocabulary (or the setting of that
// name), else DATA.vocabulary beside a data directory, if it is there. Reads files; any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "server/http/vocabulary_folder.hpp"
#include "tools/cli/settings.hpp"

namespace forloeb {

/// Empty if there is no such folder.
[[nodiscard]] std::filesystem::path vocabulary_folder(const Settings& settings);

/// All of them, by name. `invalid` names the file, line and column of the first thing that is wrong.
[[nodiscard]] Result<std::vector<Vocabulary>> vocabularies_of(const Settings& settings);

}  // namespace forloeb
