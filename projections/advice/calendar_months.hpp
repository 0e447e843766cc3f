// Calendar months, clamped to the end of a shorter month: 31 August and six months is 28 February. Pure.
#pragma once

#include <algorithm>
#include <chrono>

#include "events/vocabulary/time.hpp"

namespace forloeb::advice {

[[nodiscard]] inline LocalDate months_after(LocalDate date, std::int64_t months) {
    namespace chrono = std::chrono;
    const chrono::year_month_day from{chrono::sys_days(chrono::days(date.days))};
    const auto month = chrono::year_month(from.year(), from.month()) + chrono::months(static_cast<int>(months));
    const chrono::year_month_day last{month / chrono::last};
    const chrono::year_month_day to = month / std::min(from.day(), last.day());
    return {static_cast<std::int32_t>(chrono::sys_days(to).time_since_epoch().count())};
}

}  // namespace forloeb::advice
