#include "projections/case_facts/working_days.hpp"

#include <doctest/doctest.h>

namespace forloeb {
namespace {

LocalDate day(const char* text) { return parse_date(text).value(); }

}  // namespace

TEST_CASE("weekends, Easter, Ascension, Whitsun and Christmas are no working days") {
    for (const char* off : {"2026-11-21", "2026-11-22", "2026-04-02", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25",
                            "2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01", "2026-06-05"}) {
        CAPTURE(off);
        CHECK_FALSE(is_working_day(day(off)));
    }
    for (const char* on : {"2026-04-01", "2026-04-07", "2026-05-15", "2026-05-26", "2026-12-23", "2026-11-20"}) {
        CAPTURE(on);
        CHECK(is_working_day(day(on)));
    }
}

TEST_CASE("Great Prayer Day is a working day from 2024") {
    CHECK_FALSE(is_working_day(day("2023-05-05")));
    CHECK(is_working_day(day("2024-04-26")));
}

TEST_CASE("a municipality that stays open on Constitution Day says so") {
    CHECK(is_working_day(day("2026-06-05"), {{.month = 12, .day = 24}, {.month = 12, .day = 31}}));
}

TEST_CASE("a municipality that closes between holidays says so for one year") {
    const std::vector<ClosedDay> closed = {{.year = 2026, .month = 5, .day = 15}};
    CHECK_FALSE(is_working_day(day("2026-05-15"), closed));
    CHECK(is_working_day(day("2025-05-15"), closed));
}

TEST_CASE("the day something happened is day 0, and the fifth working day after Wednesday before Easter is in the week after") {
    CHECK(working_days_between(day("2026-04-01"), day("2026-04-01")) == 0);
    CHECK(working_days_between(day("2026-04-01"), day("2026-04-07")) == 1);
    CHECK(working_days_between(day("2026-04-01"), day("2026-04-13")) == 5);
    CHECK(working_days_between(day("2026-04-13"), day("2026-04-01")) == 0);
    CHECK(has_working_days_between(day("2026-04-01"), day("2026-04-13"), 5));
    CHECK_FALSE(has_working_days_between(day("2026-04-01"), day("2026-04-12"), 5));
    CHECK_FALSE(has_working_days_between(day("2026-04-13"), day("2026-04-01"), 1));
    CHECK(has_working_days_between(day("2026-04-13"), day("2026-04-01"), 0));
}

TEST_CASE("working days between two dates are those that looking at each day finds, over years, holidays and days closed twice") {
    const std::vector<ClosedDay> closed = {{.month = 6, .day = 5}, {.year = 2025, .month = 6, .day = 5}, {.month = 2, .day = 29}, {.month = 12, .day = 25}, {.year = 2023, .month = 5, .day = 5}};
    for (LocalDate from = day("2022-12-20"); from < day("2024-01-20"); from.days += 3) {
        std::int64_t one_by_one = 0;
        for (LocalDate to{from.days + 1}; to.days < from.days + 900; ++to.days) {
            one_by_one += is_working_day(to, closed) ? 1 : 0;
            REQUIRE(working_days_between(from, to, closed) == one_by_one);
        }
    }
}

}  // namespace forloeb
