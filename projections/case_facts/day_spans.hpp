// Sets of local days, as half-open spans: what open days, exposure and days with a coordinator are counted with
// (G4; projections/README.md). A case is open on a day if it is open at the day's end, so an episode [opened, closed) covers the
// opening's day and not the closing's. Pure; any thread.
#pragma once

#include <limits>
#include <vector>

#include "events/vocabulary/time.hpp"

namespace forloeb {

inline constexpr LocalDate first_day{std::numeric_limits<std::int32_t>::min()};
inline constexpr LocalDate after_last_day{std::numeric_limits<std::int32_t>::max()};

struct DaySpan {  // [from, to)
    LocalDate from;
    LocalDate to;
    auto operator<=>(const DaySpan&) const = default;
};

/// Disjoint, in order, without empty spans.
class DaySet {
  public:
    DaySet() = default;
    explicit DaySet(std::vector<DaySpan> spans);  // in any order, overlapping or empty as they come

    [[nodiscard]] const std::vector<DaySpan>& spans() const { return spans_; }
    [[nodiscard]] bool contains(LocalDate day) const;
    /// Every day of them.
    [[nodiscard]] bool covers(DaySpan days) const;
    [[nodiscard]] std::int64_t count() const;
    [[nodiscard]] DaySet within(LocalDate from, LocalDate to) const;
    [[nodiscard]] DaySet minus(const DaySet& other) const;

  private:
    std::vector<DaySpan> spans_;
};

}  // namespace forloeb
