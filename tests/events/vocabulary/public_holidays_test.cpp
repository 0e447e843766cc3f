#include "events/vocabulary/public_holidays.hpp"

#include <doctest/doctest.h>

namespace forloeb {
namespace {

std::string holiday_named(const char* day) {
    const PublicHoliday* holiday = public_holiday_on(parse_date(day).value());
    return holiday == nullptr ? "" : holiday->da;
}

std::string holiday_fault(const char* text) {
    const auto parsed = parse_public_holidays(text);
    return parsed ? "" : parsed.error().message;
}

}  // namespace

TEST_CASE("the public holidays of a year are those of the calendar") {
    const std::pair<const char*, const char*> year_2026[] = {
        {"2026-01-01", "nytårsdag"},   {"2026-04-02", "skærtorsdag"},           {"2026-04-03", "langfredag"}, {"2026-04-05", "påskedag"},
        {"2026-04-06", "2. påskedag"}, {"2026-05-14", "Kristi himmelfartsdag"}, {"2026-05-24", "pinsedag"},   {"2026-05-25", "2. pinsedag"},
        {"2026-12-25", "juledag"},     {"2026-12-26", "2. juledag"}};
    int found = 0;
    for (LocalDate day = parse_date("2026-01-01").value(); day < parse_date("2027-01-01").value(); ++day.days) found += public_holiday_on(day) != nullptr ? 1 : 0;
    CHECK(found == 10);
    for (const auto& [day, name] : year_2026) CHECK(holiday_named(day) == name);
}

TEST_CASE("Great Prayer Day was a public holiday for the last time in 2023") {
    CHECK(holiday_named("2023-05-05") == "store bededag");
    CHECK(holiday_named("2024-04-26").empty());
    CHECK(public_holidays().size() == 11);
}

TEST_CASE("a list of holidays that cannot be read says what is wrong with it") {
    CHECK(holiday_fault("").find("[[holiday]]") != std::string::npos);
    CHECK(holiday_fault("[[holiday]]\neaster = 1").find("names") != std::string::npos);
    CHECK(holiday_fault("[[holiday]]\nda = 'a'\nen = 'b'").find("either") != std::string::npos);
    CHECK(holiday_fault("[[holiday]]\nda = 'a'\nen = 'b'\ndate = 'jul'").find("MM-DD") != std::string::npos);
    CHECK_FALSE(holiday_fault("[[holiday").empty());
    CHECK(holiday_fault("[[holiday]]\nda = 'a'\nen = 'b'\ndate = '12-25'").empty());
}

}  // namespace forloeb
