// Working days (G3): Monday to Friday, less the public holidays and the days on which the municipality is closed. What
// happened is day 0, so "within N working days" is `working_days_between(...) <= N`. Pure; any thread.
//
// The public holidays are those of events/vocabulary/public_holidays.toml. 5 June, 24 and 31 December are none: most
// municipalities close, and which days they close is handed in.
#pragma once

#include <cstdint>
#include <vector>

#include "events/vocabulary/time.hpp"

namespace forloeb {

/// A day on which a municipality is closed: each year, or in one.
struct ClosedDay {
    static constexpr int every_year = 0;
    int year = every_year;
    int month = 0;
    int day = 0;
    auto operator<=>(const ClosedDay&) const = default;
};

/// 5 June, 24 and 31 December: ours, where a municipality says nothing else.
[[nodiscard]] const std::vector<ClosedDay>& usual_closed_days();

[[nodiscard]] bool is_working_day(LocalDate day, const std::vector<ClosedDay>& closed_days = usual_closed_days());

/// Working days in (from, to]; 0 if `to` is not after `from`.
[[nodiscard]] std::int64_t working_days_between(LocalDate from, LocalDate to,
                                                const std::vector<ClosedDay>& closed_days = usual_closed_days());
/// Are there so many of them at least? Looks at no more days than it takes to say.
[[nodiscard]] bool has_working_days_between(LocalDate from, LocalDate to, std::int64_t at_least,
                                            const std::vector<ClosedDay>& closed_days = usual_closed_days());

}  // namespace forloeb
