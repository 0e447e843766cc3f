// JSON text built from its innermost values outwards, laid out for people: every function returns the text of one value. For
// schemas, whose texts hold no control characters. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forloeb::json_layout {

using Json = std::string;
using Members = std::vector<std::pair<std::string, Json>>;

[[nodiscard]] Json quoted(std::string_view text);
/// Objects stand on lines of their own.
[[nodiscard]] Json array(const std::vector<Json>& items);
/// On one line if it is short.
[[nodiscard]] Json object(const Members& members);

}  // namespace forloeb::json_layout
