// The shipped vocabularies with a municipality's own files added: every *.toml of a folder. Reads files; any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "events/vocabulary/vocabulary.hpp"

namespace forloeb {

/// One file: `not_found` if it cannot be read; what is wrong with it goes to `findings`.
[[nodiscard]] Result<Vocabulary> read_vocabulary_file(const std::filesystem::path& file, std::vector<VocabularyFinding>& findings);

/// All of them, by name; only the shipped ones if there is no folder. `invalid` names the file, line and column of the first
/// thing that is wrong.
[[nodiscard]] Result<std::vector<Vocabulary>> vocabularies_with(const std::filesystem::path& folder);

}  // namespace forloeb
