// Files of evidence: small, read whole, written whole. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// `not_found` naming the file if it cannot be read.
[[nodiscard]] Result<std::string> read_evidence(const std::filesystem::path& file);
/// Makes its folder. A file that is there is replaced whole, or left as it was.
[[nodiscard]] Status write_evidence(const std::filesystem::path& file, std::string_view content);

}  // namespace forloeb
