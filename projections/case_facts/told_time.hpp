// Order and distance of moments as they were told (G2; projections/README.md): where both are instants, instants count; else local
// dates in Europe/Copenhagen, and the same day counts as in order and in time. What is only known to the month has no
// day and no order: it is counted as imprecise. Pure; any thread.
#pragma once

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// A moment nobody told of.
inline constexpr WhenTold untold{{}, 0, Precision::UNKNOWN};

/// When something in a case's history was, and where it stands in the log: enough to name it as evidence and to mark it
/// as told late.
struct Told {
    WhenTold when;
    Position position;
    StreamVersion version;
    Uuid event = {};         // its id
    Instant recorded = {};   // when the engine was told
    std::uint32_t act = 0;   // its place in CaseFacts::acts: who did it

    /// Month or unknown: has no day.
    [[nodiscard]] bool imprecise() const {
        return when.precision == Precision::MONTH || when.precision == Precision::UNKNOWN;
    }
    [[nodiscard]] LocalDate date() const { return local_date(when); }
};

/// `a` happened before `b`, or cannot be told to have happened after it. Neither may be imprecise.
[[nodiscard]] inline bool in_order(const Told& a, const Told& b) {
    if (a.when.precision == Precision::INSTANT && b.when.precision == Precision::INSTANT) {
        if (a.when.at != b.when.at) return a.when.at < b.when.at;
        return a.position <= b.position;
    }
    return a.date() <= b.date();
}

/// `done` is in time for `due`: an instant against an instant, else by dates.
[[nodiscard]] inline bool in_time(const WhenTold& done, const WhenTold& due) {
    if (done.precision == Precision::INSTANT && due.precision == Precision::INSTANT) return done.at <= due.at;
    return local_date(done) <= local_date(due);
}

/// Whole days from a to b by local dates.
[[nodiscard]] inline std::int64_t days_between(LocalDate a, LocalDate b) {
    return static_cast<std::int64_t>(b.days) - a.days;
}

}  // namespace forloeb
