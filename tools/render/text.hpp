// UTF-8 text on a terminal: how wide it is, where it may be broken, and what must not reach the terminal at all. Widths
// by wcwidth, whatever the process's locale is. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forloeb {

/// Columns the text takes; a malformed byte counts as one.
[[nodiscard]] std::size_t text_width(std::string_view text);

/// The text with every control character (also the escapes that could drive a terminal) replaced by a space, and
/// malformed UTF-8 by U+FFFD. What people or source systems wrote passes through here before it is printed.
[[nodiscard]] std::string printable(std::string_view text);

/// Lines of at most `width` columns, broken at spaces; a longer word is broken within. Newlines in the text are kept.
/// At least one line, possibly empty.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view text, std::size_t width);

/// Columns of the longest part that wrap_text would not break.
[[nodiscard]] std::size_t longest_word_width(std::string_view text);

/// The text followed (or preceded) by spaces up to `width` columns.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

}  // namespace forloeb
