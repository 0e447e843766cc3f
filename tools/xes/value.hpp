// Reading the written values of XES attributes (IEEE 1849-2016 section 5.3; XML Schema part 2 for their lexical forms).
// Pure. `exact` says whether the value alone tells everything that was written; where it is false, the reader of a log
// keeps the written form as well.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace forloeb::xes {

struct Integer {
    std::int64_t value = 0;
    bool exact = true;  // false for a sign or zeros in front: "007" may be a code
};
[[nodiscard]] std::optional<Integer> parse_integer(std::string_view text);

struct Real {
    double value = 0;
    bool exact = true;  // false if the number has more digits than a double holds
};
[[nodiscard]] std::optional<Real> parse_real(std::string_view text);

[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);  // true, false, 1, 0 in any case

/// A written date and time, before anybody decides on a zone.
struct DateTime {
    std::int64_t local_micros = 0;               // since 1970-01-01T00:00:00 on the local clock
    std::optional<std::int16_t> offset_minutes;  // as written; empty if there is none
    bool day_only = false;                       // no time of day was written
    bool exact = true;                           // false if the fraction is finer than a microsecond
};
/// xs:dateTime, and what real files have beside it: a space for the T, an offset without colon, a date alone.
[[nodiscard]] std::optional<DateTime> parse_date_time(std::string_view text);

}  // namespace forloeb::xes
