#include "events/vocabulary/time.hpp"

#include <doctest/doctest.h>

using namespace forloeb;

namespace {

std::string rewritten(std::string_view text) {
    const auto when = parse_when(text);
    return when ? format_when(*when) : "refused";
}

WhenTold when(std::string_view text) { return parse_when(text).value(); }

}  // namespace

TEST_CASE("a time keeps its instant and the offset it was written with") {
    const WhenTold told = when("2026-03-01T09:30:00+01:00");
    CHECK(told.at.micros == 1'772'353'800'000'000);
    CHECK(told.offset_minutes == 60);
    CHECK(told.precision == Precision::INSTANT);
    CHECK(rewritten("2026-03-01T09:30:00+01:00") == "2026-03-01T09:30:00+01:00");
    CHECK(rewritten("2011-10-11T13:42:22.688-05:30") == "2011-10-11T13:42:22.688-05:30");
    CHECK(rewritten("1969-12-31T23:59:59.999999Z") == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("other spellings of a time are understood") {
    CHECK(rewritten("2026-03-01 09:30+0100") == "2026-03-01T09:30:00+01:00");
    CHECK(rewritten("2026-03-01t09:30:00.5z") == "2026-03-01T09:30:00.500Z");
    CHECK(rewritten("2026-03-01T09:30:00+01") == "2026-03-01T09:30:00+01:00");
    CHECK(rewritten("2026-03-01T24:00:00Z") == "2026-03-02T00:00:00Z");
    CHECK(rewritten("2026-03-01T09:30:00.123456789Z") == "2026-03-01T09:30:00.123456Z");
}

TEST_CASE("a date and a month stay what they are, and stand at Danish midnight") {
    CHECK(rewritten("2026-07-15") == "2026-07-15");
    CHECK(rewritten("2026-02") == "2026-02");
    CHECK(when("2026-07-15").offset_minutes == 120);
    CHECK(when("2026-07-15").at.micros == when("2026-07-14T22:00:00Z").at.micros);
    CHECK(when("2026-02").precision == Precision::MONTH);
    CHECK(rewritten("2026-07-15-05:00") == "2026-07-15-05:00");  // another country's day
    CHECK(rewritten("") == "");
    CHECK(when("").is_unknown());
}

TEST_CASE("what is no time is refused, without quoting it") {
    for (const std::string_view text :
         {"2026-02-30", "2026-13-01", "2026-3-1", "26-03-01", "2026-03-01T25:00:00Z", "2026-03-01T09:60:00Z",
          "2026-03-01T09:30:60Z", "2026-03-01T09:30:00+19:00", "2026-03-01T09:30:00.Z", "2026-03-01T", "0000-01-01",
          "2026-03-01T24:00:01Z", "2026-03-01T09:30:00Z ", "yesterday", "2026"}) {
        CAPTURE(text);
        const auto refused = parse_when(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::invalid);
    }
    CHECK(parse_when("yesterday").error().message.find("yesterday") == std::string::npos);
}

TEST_CASE("an hour that is there twice is its earlier instant, and says that the zone was assumed") {
    bool assumed = false;
    const auto told = parse_when("2026-10-25T02:30:00", &assumed);
    CHECK(assumed);
    CHECK(format_instant(told->at) == "2026-10-25T00:30:00Z");
    CHECK(format_when(*told) == "2026-10-25T02:30:00+02:00");
    (void)parse_when("2026-10-25T02:30:00+01:00", &assumed);
    CHECK_FALSE(assumed);
}

TEST_CASE("an hour that was skipped keeps its digits") {
    CHECK(rewritten("2026-03-29T02:30:00") == "2026-03-29T02:30:00+01:00");
    CHECK(format_instant(when("2026-03-29T02:30:00").at) == "2026-03-29T01:30:00Z");
}

TEST_CASE("the local date of a time is Danish, of a told day the day that was told") {
    CHECK(format_date(local_date(when("2026-03-01T23:30:00Z"))) == "2026-03-02");
    CHECK(format_date(local_date(when("2026-03-01T23:30:00-05:00"))) == "2026-03-02");
    CHECK(format_date(local_date(when("2026-07-15-05:00"))) == "2026-07-15");
    CHECK(format_date(local_date(when("2026-02"))) == "2026-02-01");
    CHECK(parse_date("1970-01-01")->days == 0);
    CHECK(parse_date("1969-12-31")->days == -1);
    CHECK_FALSE(parse_date("2026-02"));
}

TEST_CASE("a day ends with its last microsecond, also when it has 23 or 25 hours") {
    CHECK(format_instant(end_of_day(*parse_date("2026-01-31"))) == "2026-01-31T22:59:59.999999Z");
    CHECK(format_instant(end_of_day(*parse_date("2026-03-29"))) == "2026-03-29T21:59:59.999999Z");
    CHECK(format_instant(end_of_day(*parse_date("2026-10-25"))) == "2026-10-25T22:59:59.999999Z");
}

TEST_CASE("as of a date means its end, as of a time that time") {
    CHECK(parse_as_of("2026-01-31")->micros == end_of_day(*parse_date("2026-01-31")).micros);
    CHECK(format_instant(*parse_as_of("2026-01-31T12:00:00Z")) == "2026-01-31T12:00:00Z");
    CHECK_FALSE(parse_as_of("2026-01"));
    CHECK_FALSE(parse_as_of(""));
}

TEST_CASE("every day of forty years is printed and read back") {
    for (std::int32_t days = 0; days < 40 * 366; ++days) {
        const LocalDate date{days};
        REQUIRE(parse_date(format_date(date)) == date);
        REQUIRE(local_date(end_of_day(date)) == date);
    }
}
