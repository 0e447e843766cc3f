#include "projections/case_facts/working_days.hpp"

#include <algorithm>
#include <chrono>

#include "events/vocabulary/public_holidays.hpp"

namespace forloeb {

namespace chrono = std::chrono;

const std::vector<ClosedDay>& usual_closed_days() {
    static const std::vector<ClosedDay> days = {{.month = 6, .day = 5}, {.month = 12, .day = 24}, {.month = 12, .day = 31}};
    return days;
}

bool is_working_day(LocalDate day, const std::vector<ClosedDay>& closed_days) {
    const chrono::sys_days at{chrono::days(day.days)};
    const chrono::weekday weekday(at);
    if (weekday == chrono::Saturday || weekday == chrono::Sunday) return false;
    const chrono::year_month_day date(at);
    if (public_holiday_on(day) != nullptr) return false;
    const int year = static_cast<int>(date.year());
    const int month = static_cast<int>(static_cast<unsigned>(date.month()));
    const int of_month = static_cast<int>(static_cast<unsigned>(date.day()));
    return std::none_of(closed_days.begin(), closed_days.end(), [&](const ClosedDay& closed) {
        return closed.month == month && closed.day == of_month && (closed.year == ClosedDay::every_year || closed.year == year);
    });
}

std::int64_t working_days_between(LocalDate from, LocalDate to, const std::vector<ClosedDay>& closed_days) {
    std::int64_t days = 0;
    for (LocalDate day{from.days + 1}; day <= to; ++day.days)
        if (is_working_day(day, closed_days)) ++days;
    return days;
}

bool has_working_days_between(LocalDate from, LocalDate to, std::int64_t at_least, const std::vector<ClosedDay>& closed_days) {
    for (LocalDate day{from.days + 1}; at_least > 0 && day <= to; ++day.days)
        if (is_working_day(day, closed_days)) --at_least;
    return at_least <= 0;
}

}  // namespace forloeb
