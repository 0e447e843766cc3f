#include "tools/xes/value.hpp"

#include <doctest/doctest.h>

namespace forloeb::xes {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day = 86'400 * second;

TEST_CASE("Whole numbers are exact unless signs or zeros stand in front") {
    CHECK(parse_integer("42")->value == 42);
    CHECK(parse_integer("-42")->exact);
    CHECK(parse_integer("007")->value == 7);
    CHECK_FALSE(parse_integer("007")->exact);
    CHECK_FALSE(parse_integer("+7")->exact);
    CHECK(parse_integer("9223372036854775807").has_value());
    for (const char* illegal : {"", "+", "-", "+-7", "9223372036854775808", "1.0", " 1", "1 ", "0x1", "twelve"})
        CHECK_FALSE(parse_integer(illegal).has_value());
}

TEST_CASE("Real numbers are exact when a double holds all their digits") {
    CHECK(parse_real("21.0")->value == 21.0);
    CHECK(parse_real("21.0")->exact);
    CHECK(parse_real("2.3832541524E7")->exact);
    CHECK(parse_real("0.1")->exact);
    CHECK(parse_real("-0.00")->exact);
    CHECK(parse_real("-INF")->value < 0);
    CHECK(parse_real("1e-400").has_value() == false);
    CHECK_FALSE(parse_real("0.12345678901234567890123")->exact);
    CHECK_FALSE(parse_real("12345678901234567891")->exact);
    for (const char* illegal : {"", "1,5", "nan", "inf", "e5", "1.0 ", "--1"})
        CHECK_FALSE(parse_real(illegal).has_value());
}

TEST_CASE("Truth values are read in any case and as digits") {
    CHECK(*parse_boolean("TRUE"));
    CHECK_FALSE(*parse_boolean("0"));
    CHECK_FALSE(parse_boolean("ja").has_value());
}

TEST_CASE("Dates keep the offset that was written") {
    const auto written = parse_date_time("1970-01-02T01:00:00.5+01:00");
    REQUIRE(written.has_value());
    CHECK(written->local_micros == day + 3600 * second + second / 2);
    CHECK(written->offset_minutes == std::int16_t{60});
    CHECK(parse_date_time("1970-01-01T00:00:00Z")->offset_minutes == std::int16_t{0});
    CHECK(parse_date_time("1970-01-01T00:00:00-0930")->offset_minutes == std::int16_t{-570});
    CHECK_FALSE(parse_date_time("1970-01-01T00:00:00")->offset_minutes.has_value());
    CHECK(parse_date_time("1969-12-31 23:59:59")->local_micros == -second);
    CHECK(parse_date_time("2026-02-28")->day_only);
    CHECK(parse_date_time("1970-01-01T24:00:00")->local_micros == day);
}

TEST_CASE("A fraction finer than a microsecond is told as inexact") {
    CHECK(parse_date_time("2026-01-05T10:00:00.123456000Z")->exact);
    CHECK_FALSE(parse_date_time("2026-01-05T10:00:00.123456789Z")->exact);
}

TEST_CASE("Dates that do not exist are refused") {
    for (const char* illegal :
         {"", "2026", "2026-13-01", "2026-02-29", "05-01-2026", "2026-01-05T25:00:00Z", "2026-01-05T24:00:01Z",
          "2026-01-05T10:60:00Z", "2026-01-05T10:00:60Z", "2026-01-05T10:00:00+25:00", "2026-01-05T10:00:00 CET",
          "2026-01-05T10:00:00.Z", "2026-01-05T10:00:00+1", "UNKNOWN", "-"})
        CHECK_FALSE(parse_date_time(illegal).has_value());
}

}  // namespace
}  // namespace forloeb::xes
