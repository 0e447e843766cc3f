// The Danish public holidays, from events/vocabulary/public_holidays.toml, which names its source. Only those of the law: on
// which other days a municipality is closed is its own to say. The shipped list is immutable; any thread.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/vocabulary/result.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

struct PublicHoliday {
    std::string da, en;
    int month = 0;              // of a fixed date, with day; 0 = it moves with Easter
    int day = 0;
    int days_after_easter = 0;  // Easter Sunday is 0
    int first_year = std::numeric_limits<int>::min();
    int last_year = std::numeric_limits<int>::max();
};

/// `invalid` says what is wrong with the text.
[[nodiscard]] Result<std::vector<PublicHoliday>> parse_public_holidays(std::string_view toml);

/// Those built into the program.
[[nodiscard]] std::span<const PublicHoliday> public_holidays();
/// nullptr if the day is none.
[[nodiscard]] const PublicHoliday* public_holiday_on(LocalDate day);

/// Easter Sunday in the Gregorian calendar.
[[nodiscard]] LocalDate easter_sunday(int year);

}  // namespace forloeb
