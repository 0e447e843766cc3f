// The shipped vocabularies with a municipality's own files added: the folder named by --vocabulary (or the setting of that
// name), else DATA.vocabulary beside a data directory, if it is there. Reads files; any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "events/vocabulary/vocabulary.hpp"
#include "tools/cli/settings.hpp"

namespace forloeb {

/// Empty if there is no such folder.
[[nodiscard]] std::filesystem::path vocabulary_folder(const Settings& settings);

/// One file: `not_found` if it cannot be read; what is wrong with it goes to `findings`.
[[nodiscard]] Result<Vocabulary> read_vocabulary_file(const std::filesystem::path& file,
                                                      std::vector<VocabularyFinding>& findings);

/// All of them, by name. `invalid` names the file, line and column of the first thing that is wrong.
[[nodiscard]] Result<std::vector<Vocabulary>> vocabularies_of(const Settings& settings);

}  // namespace forloeb
