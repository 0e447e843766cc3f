#include "tools/import/csv.hpp"

#include <algorithm>
#include <array>

namespace forloeb {
namespace {

constexpr int end_of_file = std::char_traits<char>::eof();

/// The one of the usual separators that the header has most of, outside quotes.
char separator_of(const std::string& header) {
    constexpr std::string_view candidates = ";,\t";
    std::array<std::size_t, candidates.size()> counts{};
    bool quoted = false;
    for (const char c : header) {
        if (c == '"') quoted = !quoted;
        if (const auto which = candidates.find(c); !quoted && which != std::string_view::npos) ++counts[which];
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

std::vector<std::string> split(const std::string& record, char separator) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char c = record[i];
        if (c == '"' && quoted && i + 1 < record.size() && record[i + 1] == '"') {
            cells.back().push_back('"');
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            cells.emplace_back();
        } else {
            cells.back().push_back(c);
        }
    }
    return cells;
}

}  // namespace

Error CsvReader::too_much(const std::string& what) const {
    return {ErrorKind::invalid, "Line " + std::to_string(line_) + ": " + what, {}, {}};
}

/// One row's text: up to a line end that stands outside quotes.
Result<std::string> CsvReader::read_record() {
    std::string record;
    bool quoted = false;
    for (int c = in_.get(); c != end_of_file; c = in_.get()) {
        if (c == '\n' && !quoted) return record;
        if (c == '"') quoted = !quoted;
        if (c == '\r' && !quoted && in_.peek() == '\n') continue;
        record.push_back(static_cast<char>(c));
        if (record.size() > csv_row_bytes_max)
            return tl::make_unexpected(too_much("this row is longer than " + std::to_string(csv_row_bytes_max) + " bytes. Is a quote not closed?"));
    }
    if (quoted) return tl::make_unexpected(too_much("a quote is opened here and never closed."));
    return record;
}

Result<std::optional<CsvRow>> CsvReader::next() {
    for (;;) {
        if (in_.peek() == end_of_file) return std::optional<CsvRow>();
        FORLOEB_TRY(std::string record, read_record());
        CsvRow row;
        row.line = line_;
        line_ += 1 + static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n'));
        if (!started_ && record.starts_with("\xEF\xBB\xBF")) record.erase(0, 3);
        started_ = true;
        if (record.empty()) continue;
        if (separator_ == 0) separator_ = separator_of(record);
        row.cells = split(record, separator_);
        if (row.cells.size() > csv_cells_max)
            return tl::make_unexpected(too_much("a row has more than " + std::to_string(csv_cells_max) + " cells."));
        if (++rows_ > csv_rows_max) return tl::make_unexpected(too_much("the file has more than " + std::to_string(csv_rows_max) + " rows."));
        return std::optional<CsvRow>(std::move(row));
    }
}

}  // namespace forloeb
