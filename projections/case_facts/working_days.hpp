// Working days (G3): Monday to Friday, less the public holidays and the days on which the municipality is closed. What
// happened is day 0, so "within N working days" is `working_days_between(...) <= N`. Pure; any thread.
//
// Great Prayer Day (store bededag) is a working day from 2024 (act 214 of 2023). 5 June, 24 and 31 December are no public
// holidays: most municipalities close, and which days they close is handed in.
#pragma once

#include <cstdint>
#include <vector>

#include "events/vocabulary/time.hpp"

namespace forloeb {

struct DayOfYear {
    int month;
    int day;
    auto operator<=>(const DayOfYear&) const = default;
};

/// Raised when a date of the calendar changes.
inline constexpr int working_calendar_version = 1;

/// 5 June, 24 and 31 December: ours, where a municipality says nothing else.
[[nodiscard]] const std::vector<DayOfYear>& usual_closed_days();

[[nodiscard]] bool is_working_day(LocalDate day, const std::vector<DayOfYear>& closed_days = usual_closed_days());

/// Working days in (from, to]; 0 if `to` is not after `from`.
[[nodiscard]] std::int64_t working_days_between(LocalDate from, LocalDate to,
                                                const std::vector<DayOfYear>& closed_days = usual_closed_days());

}  // namespace forloeb
