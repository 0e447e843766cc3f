// Rows of a CSV file as survey tools write them: `;`, `,` or tab between cells, quotes as in RFC 4180 (doubled inside, line
// feeds allowed), a byte order mark or none, either line end. The header decides the separator unless it is named. One
// thread; memory is that of one row, and a row, a cell count or a file beyond the limits below is refused.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "events/vocabulary/result.hpp"

namespace forloeb {

inline constexpr std::size_t csv_row_bytes_max = 256 * 1024;
inline constexpr std::size_t csv_cells_max = 4096;
inline constexpr std::uint64_t csv_rows_max = 1'000'000;

struct CsvRow {
    std::uint64_t line = 0;  // where it begins, from 1
    std::vector<std::string> cells;
};

class CsvReader {
  public:
    /// `separator` 0 = as the first row shows. The stream outlives the reader.
    explicit CsvReader(std::istream& in, char separator = 0) : in_(in), separator_(separator) {}

    /// Nothing at the end. `invalid` with the line for an open quote or anything beyond the limits; then it is at an end.
    [[nodiscard]] Result<std::optional<CsvRow>> next();

  private:
    [[nodiscard]] Result<std::string> read_record();
    [[nodiscard]] Error too_much(const std::string& what) const;

    std::istream& in_;
    char separator_;
    std::uint64_t line_ = 1;
    std::uint64_t rows_ = 0;
    bool started_ = false;
};

}  // namespace forloeb
