// A page of prose for a person at a terminal: headings, wrapped paragraphs, labelled lines, tables. Everything it prints
// goes through printable(), so no text in an answer can drive the terminal. One thread.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "tools/render/language.hpp"

namespace forloeb {

struct PageStyle {
    Language language = Language::da;
    std::size_t columns = 100;
    bool color = false;  // only where the output is a terminal and NO_COLOR is not set
};

/// How a piece of text stands out. Always also in words or by a mark: colour is never the only sign.
enum class Tone : std::uint8_t { plain, strong, dim, warning };

struct Column {
    std::string title;
    bool number = false;  // to the right
    bool wraps = false;   // may become narrower than its widest cell when the page is too narrow
};

class TextPage {
  public:
    TextPage(std::ostream& out, PageStyle style) : out_(out), style_(style) {}

    [[nodiscard]] Language language() const { return style_.language; }
    [[nodiscard]] std::string_view say(std::string_view da, std::string_view en) const {
        return forloeb::say(style_.language, da, en);
    }

    void title(std::string_view text);
    /// A heading with an empty line before it.
    void section(std::string_view text);
    void paragraph(std::string_view text, std::size_t indent = 0, Tone tone = Tone::plain);
    /// "  - text", later lines under the text.
    void item(std::string_view text, Tone tone = Tone::plain);
    /// "label   value", values in one column of `label_columns`.
    void field(std::string_view label, std::string_view value, std::size_t label_columns = 24);
    /// Rows under their titles; cells that do not fit are broken over several lines.
    void table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows);
    void blank();

  private:
    void line(std::string_view text, Tone tone);
    [[nodiscard]] std::vector<std::size_t> fit(const std::vector<Column>& columns,
                                               const std::vector<std::vector<std::string>>& rows) const;

    std::ostream& out_;
    PageStyle style_;
};

}  // namespace forloeb
