#include "events/vocabulary/public_holidays.hpp"

#include <toml++/toml.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "events/vocabulary/vocabulary_texts.hpp"

namespace forloeb {
namespace {

tl::unexpected<Error> bad_holiday(const std::string& what) {
    return fail(ErrorKind::invalid, "A public holiday " + what + ".", "holiday");
}

Result<PublicHoliday> read_holiday(const toml::table& entry) {
    PublicHoliday holiday;
    holiday.da = entry["da"].value_or(std::string());
    holiday.en = entry["en"].value_or(std::string());
    if (holiday.da.empty() || holiday.en.empty()) return bad_holiday("needs its names, da and en");
    const auto date = entry["date"].value<std::string>();
    const auto easter = entry["easter"].value<int>();
    if (date.has_value() == easter.has_value()) return bad_holiday("has either a date or its distance from Easter");
    if (date && (std::sscanf(date->c_str(), "%2d-%2d", &holiday.month, &holiday.day) != 2 || holiday.month < 1 || holiday.month > 12))
        return bad_holiday("has a date of the form MM-DD");
    holiday.days_after_easter = easter.value_or(0);
    holiday.first_year = entry["first_year"].value_or(holiday.first_year);
    holiday.last_year = entry["last_year"].value_or(holiday.last_year);
    return holiday;
}

}  // namespace

Result<std::vector<PublicHoliday>> parse_public_holidays(std::string_view text) {
    try {
        const toml::table file = toml::parse(text);
        const toml::array* const entries = file["holiday"].as_array();
        if (entries == nullptr) return bad_holiday("is not there: [[holiday]]");
        std::vector<PublicHoliday> all;
        for (const toml::node& entry : *entries) {
            if (!entry.is_table()) return bad_holiday("is a table");
            FORLOEB_TRY(PublicHoliday holiday, read_holiday(*entry.as_table()));
            all.push_back(std::move(holiday));
        }
        return all;
    } catch (const toml::parse_error& error) {
        return fail(ErrorKind::invalid, std::string(error.description()), "line " + std::to_string(error.source().begin.line));
    }
}

std::span<const PublicHoliday> public_holidays() {
    static const std::vector<PublicHoliday> shipped = [] {
        auto parsed = parse_public_holidays(public_holidays_text());
        if (parsed) return std::move(*parsed);
        std::fprintf(stderr, "The public holidays built into this program cannot be read: %s\n", parsed.error().message.c_str());
        std::abort();
    }();
    return shipped;
}

const PublicHoliday* public_holiday_on(LocalDate day) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day.days))};
    const int year = static_cast<int>(date.year());
    const int after_easter = day.days - easter_sunday(year).days;
    for (const PublicHoliday& holiday : public_holidays()) {
        if (year < holiday.first_year || year > holiday.last_year) continue;
        const bool is_on = holiday.month == 0 ? holiday.days_after_easter == after_easter
                                              : holiday.month == static_cast<int>(static_cast<unsigned>(date.month())) &&
                                                    holiday.day == static_cast<int>(static_cast<unsigned>(date.day()));
        if (is_on) return &holiday;
    }
    return nullptr;
}

// Meeus, Jones and Butcher.
LocalDate easter_sunday(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31;
    const int day = (h + l - 7 * m + 114) % 31 + 1;
    const std::chrono::sys_days at{std::chrono::year(year) / month / day};
    return {static_cast<std::int32_t>(at.time_since_epoch().count())};
}

}  // namespace forloeb
