#include "projections/case_facts/working_days.hpp"

#include <algorithm>
#include <chrono>

#include "events/vocabulary/public_holidays.hpp"

namespace forloeb {

namespace chrono = std::chrono;

namespace {

bool is_weekday(LocalDate day) {
    const chrono::weekday weekday{chrono::sys_days(chrono::days(day.days))};
    return weekday != chrono::Saturday && weekday != chrono::Sunday;
}

int year_of(LocalDate day) { return static_cast<int>(chrono::year_month_day{chrono::sys_days(chrono::days(day.days))}.year()); }

/// Weekdays in (from, to] that are public holidays or closed, each once.
std::vector<LocalDate> days_off_between(LocalDate from, LocalDate to, const std::vector<ClosedDay>& closed_days) {
    std::vector<LocalDate> off;
    const auto add = [&](LocalDate day) {
        if (from < day && day <= to && is_weekday(day)) off.push_back(day);
    };
    const auto add_date = [&](int year, int month, int day) {
        const chrono::year_month_day date{chrono::year(year), chrono::month(static_cast<unsigned>(month)), chrono::day(static_cast<unsigned>(day))};
        if (date.ok()) add({static_cast<std::int32_t>(chrono::sys_days(date).time_since_epoch().count())});
    };
    for (int year = year_of(from); year <= year_of(to); ++year) {
        const LocalDate easter = easter_sunday(year);
        for (const PublicHoliday& holiday : public_holidays()) {
            if (year < holiday.first_year || year > holiday.last_year) continue;
            if (holiday.month == 0)
                add({easter.days + holiday.days_after_easter});
            else
                add_date(year, holiday.month, holiday.day);
        }
        for (const ClosedDay& closed : closed_days)
            if (closed.year == ClosedDay::every_year || closed.year == year) add_date(year, closed.month, closed.day);
    }
    std::ranges::sort(off);
    off.erase(std::ranges::unique(off).begin(), off.end());
    return off;
}

}  // namespace

const std::vector<ClosedDay>& usual_closed_days() {
    static const std::vector<ClosedDay> days = {{.month = 6, .day = 5}, {.month = 12, .day = 24}, {.month = 12, .day = 31}};
    return days;
}

bool is_working_day(LocalDate day, const std::vector<ClosedDay>& closed_days) {
    if (!is_weekday(day)) return false;
    const chrono::year_month_day date{chrono::sys_days(chrono::days(day.days))};
    if (public_holiday_on(day) != nullptr) return false;
    const int year = static_cast<int>(date.year());
    const int month = static_cast<int>(static_cast<unsigned>(date.month()));
    const int of_month = static_cast<int>(static_cast<unsigned>(date.day()));
    return std::none_of(closed_days.begin(), closed_days.end(), [&](const ClosedDay& closed) {
        return closed.month == month && closed.day == of_month && (closed.year == ClosedDay::every_year || closed.year == year);
    });
}

// By arithmetic, for requests and meetings stay open for years: Mondays to Fridays, less the days off among them.
std::int64_t working_days_between(LocalDate from, LocalDate to, const std::vector<ClosedDay>& closed_days) {
    if (to <= from) return 0;
    const std::int32_t weeks = (to.days - from.days) / 7;
    std::int64_t days = std::int64_t{5} * weeks;
    for (LocalDate day{from.days + 7 * weeks + 1}; day <= to; ++day.days)
        if (is_weekday(day)) ++days;
    return days - static_cast<std::int64_t>(days_off_between(from, to, closed_days).size());
}

bool has_working_days_between(LocalDate from, LocalDate to, std::int64_t at_least, const std::vector<ClosedDay>& closed_days) {
    for (LocalDate day{from.days + 1}; at_least > 0 && day <= to; ++day.days)
        if (is_working_day(day, closed_days)) --at_least;
    return at_least <= 0;
}

}  // namespace forloeb
