// The CURRENT file of a projection: which generation is live. Replaced atomically: written beside, synced, renamed, and
// the folder synced, so that after a power cut it names either the old generation or the new one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Nothing if there is no such file; `damaged` if it holds no number.
[[nodiscard]] Result<std::optional<std::uint64_t>> read_current(const std::filesystem::path& folder);
[[nodiscard]] Status write_current(const std::filesystem::path& folder, std::uint64_t generation);

}  // namespace forloeb
