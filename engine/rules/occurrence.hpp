// Order of occurrence as the rules mean it (projections/README.md, G2): two instants by the instant, anything else by local date,
// and the same day counts as in order whichever way round. Month precision and unknown times take part in no order.
// Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "events/vocabulary/time.hpp"

namespace forloeb {

/// A time, and its local date kept beside it because it is asked often.
struct Occurrence {
    WhenTold at;
    LocalDate date;

    [[nodiscard]] static Occurrence of(const WhenTold& when);
    [[nodiscard]] bool is_instant() const { return at.precision == Precision::INSTANT; }
    /// Precise enough to take part in an order: an instant or a day.
    [[nodiscard]] bool is_ordered() const { return is_instant() || at.precision == Precision::DAY; }
    /// A stable key for sorting: the start of the day or month; unknown sorts first.
    [[nodiscard]] Instant sort_key() const;
};

/// Did `a` certainly happen before `b`? False if it cannot be known: then the writer is believed.
[[nodiscard]] bool certainly_before(const Occurrence& a, const Occurrence& b);

/// One of the few steps of one thing, and when in the writing of the stream it came.
struct DatedStep {
    std::uint32_t written = 0;
    Occurrence occurred;
};

/// Puts steps in the order in which they happened. Days in order; within a day by instant if every step of that day has
/// one, else as they were written. A step that takes part in no order stands where it was written: after the newest of
/// those written before it.
void sort_by_occurrence(std::vector<DatedStep>& steps);

}  // namespace forloeb
