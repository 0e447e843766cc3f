// Instants, moments and local dates (projections/README.md, G2). Pure: no clock is read here; whoever needs "now" is handed it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Microseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t micros = 0;
    auto operator<=>(const Instant&) const = default;
};

/// Days since 1970-01-01 in a local calendar.
struct LocalDate {
    std::int32_t days = 0;
    auto operator<=>(const LocalDate&) const = default;
};

/// When something was, as precisely as it was told (schema struct Moment). For `day` and `month` the instant is local
/// midnight of the (first) day.
struct WhenTold {
    Instant at;
    std::int16_t offset_minutes = 0;  // the written offset from UTC
    Precision precision = Precision::INSTANT;

    auto operator<=>(const WhenTold&) const = default;
    [[nodiscard]] bool is_unknown() const { return precision == Precision::UNKNOWN; }
};

[[nodiscard]] WhenTold read_moment(Moment::Reader moment);
void write_moment(Moment::Builder moment, const WhenTold& when);

/// The date in Europe/Copenhagen; a day- or month-precise moment keeps the date it was written with.
[[nodiscard]] LocalDate local_date(const WhenTold& when);
[[nodiscard]] LocalDate local_date(Instant instant);
/// The same instant with the offset that clocks in Europe/Copenhagen show then.
[[nodiscard]] WhenTold in_local_time(Instant instant);
/// The last instant of that local day in Europe/Copenhagen: what "as known at DATE" means (G1).
[[nodiscard]] Instant end_of_day(LocalDate date);

/// ISO 8601: "2026-03-01T09:30:00+01:00" (fraction only if there is one), "2026-03-01", "2026-03", or "" if unknown.
[[nodiscard]] std::string format_when(const WhenTold& when);
[[nodiscard]] std::string format_instant(Instant instant);  // UTC with Z, microseconds if not zero
[[nodiscard]] std::string format_date(LocalDate date);
/// The reverse. A time without offset is taken as Europe/Copenhagen; `zone_assumed`, if given, is then set.
[[nodiscard]] Result<WhenTold> parse_when(std::string_view text, bool* zone_assumed = nullptr);
[[nodiscard]] Result<LocalDate> parse_date(std::string_view text);
/// "as known at": a date means the end of that local day, a time means itself (G1).
[[nodiscard]] Result<Instant> parse_as_of(std::string_view text);

}  // namespace forloeb
