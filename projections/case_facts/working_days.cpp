#include "projections/case_facts/working_days.hpp"

#include <algorithm>
#include <chrono>

namespace forloeb {
namespace {

namespace chrono = std::chrono;

/// Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher).
chrono::sys_days easter(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31;
    const int day = (h + l - 7 * m + 114) % 31 + 1;
    return chrono::sys_days(chrono::year(year) / month / day);
}

bool is_public_holiday(chrono::sys_days day, const chrono::year_month_day& date) {
    constexpr int last_year_of_prayer_day = 2023;
    const int year = static_cast<int>(date.year());
    const auto after_easter = (day - easter(year)).count();
    // Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday
    for (const int movable : {-3, -2, 0, 1, 39, 49, 50})
        if (after_easter == movable) return true;
    if (after_easter == 26 && year <= last_year_of_prayer_day) return true;
    const auto fixed = chrono::month_day(date.month(), date.day());
    return fixed == chrono::January / 1 || fixed == chrono::December / 25 || fixed == chrono::December / 26;
}

}  // namespace

const std::vector<DayOfYear>& usual_closed_days() {
    static const std::vector<DayOfYear> days = {{6, 5}, {12, 24}, {12, 31}};
    return days;
}

bool is_working_day(LocalDate day, const std::vector<DayOfYear>& closed_days) {
    const chrono::sys_days at{chrono::days(day.days)};
    const chrono::weekday weekday(at);
    if (weekday == chrono::Saturday || weekday == chrono::Sunday) return false;
    const chrono::year_month_day date(at);
    if (is_public_holiday(at, date)) return false;
    const DayOfYear of_year{static_cast<int>(static_cast<unsigned>(date.month())), static_cast<int>(static_cast<unsigned>(date.day()))};
    return std::find(closed_days.begin(), closed_days.end(), of_year) == closed_days.end();
}

std::int64_t working_days_between(LocalDate from, LocalDate to, const std::vector<DayOfYear>& closed_days) {
    std::int64_t days = 0;
    for (LocalDate day{from.days + 1}; day <= to; ++day.days)
        if (is_working_day(day, closed_days)) ++days;
    return days;
}

}  // namespace forloeb
