// Small files that must be on the disk when a call returns. Any thread; nothing is remembered.
#pragma once

#include <filesystem>
#include <string>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Writes beside it, syncs, renames: the file is there whole, or as it was. Readable by its owner only. `storage` names it.
[[nodiscard]] Status replace_file(const std::filesystem::path& file, const std::string& text);

}  // namespace forloeb
