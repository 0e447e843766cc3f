#include "tools/render/text.hpp"

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace forloeb {
namespace {

struct Character {
    char32_t code = 0xFFFD;
    std::size_t bytes = 1;
    bool well_formed = false;
};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

std::size_t sequence_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}

/// The character at the front of `text`, which is not empty.
Character first_character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = sequence_length(first);
    if (length == 0 || text.size() < length) return {};
    if (length == 1) return {first, 1, true};
    char32_t code = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) return {};
        code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) return {};
    return {code, length, true};
}

/// wcwidth knows only the characters of the thread's locale; C.UTF-8 comes with the C library.
class Utf8Locale {
  public:
    Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
    ~Utf8Locale() {
        if (locale_ != nullptr) ::freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

    [[nodiscard]] std::size_t width(char32_t code) const {
        if (locale_ == nullptr) return 1;
        const locale_t before = ::uselocale(locale_);
        const int columns = ::wcwidth(static_cast<wchar_t>(code));
        ::uselocale(before);
        return columns < 0 ? 1 : static_cast<std::size_t>(columns);
    }

  private:
    locale_t locale_;
};

std::size_t character_width(const Character& character) {
    static const Utf8Locale locale;
    if (!character.well_formed) return 1;
    return character.code < 0x7F ? 1 : locale.width(character.code);
}

/// C0, DEL and C1; and the marks that change the direction of what follows.
bool must_not_be_printed(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

/// The bytes of `text` that fit into `width` columns, at least one character.
std::size_t fitting_bytes(std::string_view text, std::size_t width) {
    std::size_t bytes = 0;
    std::size_t columns = 0;
    while (bytes < text.size()) {
        const Character character = first_character(text.substr(bytes));
        columns += character_width(character);
        if (columns > width && bytes > 0) break;
        bytes += character.bytes;
    }
    return bytes;
}

void wrap_paragraph(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
    std::string line;
    std::size_t columns = 0;
    while (!text.empty()) {
        const std::size_t start = text.find_first_not_of(' ');
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        if (!line.empty() && columns + 1 + text_width(word) > width) {
            lines.push_back(std::move(line));
            line.clear();
            columns = 0;
        }
        while (line.empty() && text_width(word) > width) {
            const std::size_t bytes = fitting_bytes(word, width);
            lines.emplace_back(word.substr(0, bytes));
            word.remove_prefix(bytes);
        }
        if (word.empty()) continue;
        if (!line.empty()) line += ' ';
        line += word;
        columns = text_width(line);
    }
    lines.push_back(std::move(line));
}

}  // namespace

std::size_t text_width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Character character = first_character(text);
        columns += character_width(character);
        text.remove_prefix(character.bytes);
    }
    return columns;
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        if (!character.well_formed) {
            out += "\xEF\xBF\xBD";
        } else if (must_not_be_printed(character.code)) {
            out += character.code == '\n' ? '\n' : ' ';
        } else {
            out += text.substr(0, character.bytes);
        }
        text.remove_prefix(character.bytes);
    }
    return out;
}

std::vector<std::string> wrap_text(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    if (width == 0) width = 1;
    for (;;) {
        const std::size_t end = text.find('\n');
        wrap_paragraph(text.substr(0, end), width, lines);
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

std::size_t longest_word_width(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        longest = std::max(longest, text_width(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return longest;
}

std::string pad_right(std::string_view text, std::size_t width) {
    const std::size_t columns = text_width(text);
    return std::string(text) + std::string(columns < width ? width - columns : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
    const std::size_t columns = text_width(text);
    return std::string(columns < width ? width - columns : 0, ' ') + std::string(text);
}

}  // namespace forloeb
