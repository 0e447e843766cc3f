// A small file that only its owner may read: a key, a policy. Any thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Written anew with mode 0600 and synced. `storage_full` if it cannot be written; what was there before is then gone or cut.
[[nodiscard]] Status write_private_file(const std::filesystem::path& file, std::string_view text);

}  // namespace forloeb
