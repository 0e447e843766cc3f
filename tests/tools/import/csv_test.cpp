#include "tools/import/csv.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace forloeb {
namespace {

std::vector<CsvRow> rows_of(const std::string& text, char separator = 0) {
    std::istringstream in(text);
    CsvReader reader(in, separator);
    std::vector<CsvRow> rows;
    for (;;) {
        auto row = reader.next();
        REQUIRE_MESSAGE(row.has_value(), row.error().message);
        if (!*row) return rows;
        rows.push_back(std::move(**row));
    }
}

}  // namespace

TEST_CASE("the header decides the separator, and a byte order mark is no part of it") {
    const auto semicolons = rows_of("\xEF\xBB\xBFid;a,b;c\r\n1;2,5;x\r\n");
    REQUIRE(semicolons.size() == 2);
    CHECK(semicolons[0].cells == std::vector<std::string>{"id", "a,b", "c"});
    CHECK(semicolons[1].cells == std::vector<std::string>{"1", "2,5", "x"});
    CHECK(rows_of("id,a\n1,2")[1].cells == std::vector<std::string>{"1", "2"});
    CHECK(rows_of("id\ta\n1\t2\n")[1].cells == std::vector<std::string>{"1", "2"});
    CHECK(rows_of("a;b,c,d\n", ';')[0].cells.size() == 2);
}

TEST_CASE("quotes hold separators, line feeds and doubled quotes, and lines are counted on") {
    const auto rows = rows_of("id,t\n1,\"a,\n\"\"b\"\"\"\n\n2,c\n");
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].cells[1] == "a,\n\"b\"");
    CHECK(rows[1].line == 2);
    CHECK(rows[2].line == 5);
}

TEST_CASE("an open quote and a row without end are refused by line") {
    std::istringstream open("id,t\n1,\"never closed\n");
    CsvReader reader(open);
    REQUIRE(reader.next().has_value());
    const auto refused = reader.next();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("Line 2") != std::string::npos);
    std::istringstream endless(std::string(csv_row_bytes_max + 1, 'x'));
    CHECK_FALSE(CsvReader(endless).next().has_value());
    std::istringstream wide(std::string(csv_cells_max, ';'));
    CHECK_FALSE(CsvReader(wide).next().has_value());
}

}  // namespace forloeb
