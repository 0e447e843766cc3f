#include "tools/render/text_page.hpp"

#include <algorithm>
#include <numeric>
#include <ostream>

#include "tools/render/text.hpp"

namespace forloeb {
namespace {

constexpr std::size_t gap = 2;               // columns between two columns of a table
constexpr std::size_t narrowest_column = 8;  // of a column that wraps

std::string_view escape(Tone tone) {
    switch (tone) {
        case Tone::plain: return "";
        case Tone::strong: return "\x1b[1m";
        case Tone::dim: return "\x1b[2m";
        case Tone::warning: return "\x1b[33m";
    }
    return "";
}

}  // namespace

void TextPage::line(std::string_view text, Tone tone) {
    // Spaces at the end of a line help nobody and make texts hard to compare.
    const std::size_t last = text.find_last_not_of(' ');
    text = last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
    const bool colored = style_.color && tone != Tone::plain && !text.empty();
    if (colored) out_ << escape(tone);
    out_ << text;
    if (colored) out_ << "\x1b[0m";
    out_ << '\n';
}

void TextPage::title(std::string_view text) {
    for (const std::string& part : wrap_text(printable(text), style_.columns)) line(part, Tone::strong);
}

void TextPage::section(std::string_view text) {
    blank();
    title(text);
}

void TextPage::paragraph(std::string_view text, std::size_t indent, Tone tone) {
    const std::string margin(indent, ' ');
    for (const std::string& part : wrap_text(printable(text), style_.columns - indent)) line(margin + part, tone);
}

void TextPage::item(std::string_view text, Tone tone) {
    std::string margin = "  - ";
    for (const std::string& part : wrap_text(printable(text), style_.columns - margin.size())) {
        line(margin + part, tone);
        margin = "    ";
    }
}

void TextPage::field(std::string_view label, std::string_view value, std::size_t label_columns) {
    std::string margin = pad_right("  " + printable(label), label_columns);
    if (text_width(margin) > label_columns) margin += ' ';
    const std::size_t rest = style_.columns > label_columns + 20 ? style_.columns - label_columns : 20;
    for (const std::string& part : wrap_text(printable(value), rest)) {
        line(margin + part, Tone::plain);
        margin = std::string(label_columns, ' ');
    }
}

void TextPage::blank() { out_ << '\n'; }

std::vector<std::size_t> TextPage::fit(const std::vector<Column>& columns,
                                       const std::vector<std::vector<std::string>>& rows) const {
    std::vector<std::size_t> widths;
    std::vector<std::size_t> words;  // narrower than its longest word a column breaks words
    for (const Column& column : columns) {
        widths.push_back(text_width(column.title));
        words.push_back(longest_word_width(column.title));
    }
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            for (const std::string& part : wrap_text(row[i], style_.columns))
                widths[i] = std::max(widths[i], text_width(part));
            words[i] = std::max(words[i], longest_word_width(row[i]));
        }
    }
    const auto total = [&] { return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1)); };
    // The widest gives way first; only when no column can do so between its words are words broken.
    const auto narrow_one = [&](const std::vector<std::size_t>& least) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (columns[i].wraps && widths[i] > least[i] && (widest == widths.size() || widths[i] > widths[widest]))
                widest = i;
        if (widest == widths.size()) return false;
        --widths[widest];
        return true;
    };
    const std::vector<std::size_t> narrowest(columns.size(), narrowest_column);
    while (total() > style_.columns && (narrow_one(words) || narrow_one(narrowest))) {}
    return widths;
}

void TextPage::table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::vector<std::string>> clean = rows;
    for (auto& row : clean)
        for (std::string& cell : row) cell = printable(cell);
    const std::vector<std::size_t> widths = fit(columns, clean);

    const auto print_row = [&](const std::vector<std::string>& row, Tone tone) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back(wrap_text(row[i], widths[i]));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t part = 0; part < height; ++part) {
            std::string text;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const std::string cell = part < cells[i].size() ? cells[i][part] : "";
                text += columns[i].number ? pad_left(cell, widths[i]) : pad_right(cell, widths[i]);
                if (i + 1 < cells.size()) text.append(gap, ' ');
            }
            line(text, tone);
        }
    };
    std::vector<std::string> titles;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        titles.push_back(columns[i].title);
        rules.emplace_back(widths[i], '-');
    }
    print_row(titles, Tone::strong);
    print_row(rules, Tone::dim);
    for (const auto& row : clean) print_row(row, Tone::plain);
}

}  // namespace forloeb
