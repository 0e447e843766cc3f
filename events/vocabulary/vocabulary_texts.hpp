// The vocabulary files as they were when the program was built (events/CMakeLists.txt writes the source). Immutable.
#pragma once

#include <span>
#include <string_view>

namespace forloeb {

/// In order of file name.
[[nodiscard]] std::span<const std::string_view> vocabulary_texts();
/// events/vocabulary/public_holidays.toml.
[[nodiscard]] std::string_view public_holidays_text();

}  // namespace forloeb
