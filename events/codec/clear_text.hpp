// The rules for text: what may stand in the clear, and what may stand in a sealed field. Errors say what is wrong and
// where it belongs instead, and never quote the text. Pure; any thread.
#pragma once

#include <string_view>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// A code or a reference: letters (also Danish ones), digits and . _ - : / § +; at most limits::clear_code_bytes_max.
[[nodiscard]] Status check_code(std::string_view text);
/// A source's own word: UTF-8 without control characters, at most limits::clear_verbatim_bytes_max.
[[nodiscard]] Status check_verbatim(std::string_view text);
/// UTF-8 without NUL, at most limits::personal_text_bytes_max.
[[nodiscard]] Status check_personal_text(std::string_view text);

/// Ten digits standing alone anywhere in it, or six and four with a dash or space, that begin with a day and month: they could be
/// a CPR number. Since 2007 there
/// is no check digit to go by (valid numbers fail modulus 11 since 2007, cpr.dk), so this errs on the side of care.
[[nodiscard]] bool looks_like_cpr(std::string_view text);

}  // namespace forloeb
