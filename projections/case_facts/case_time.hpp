// A case's time as measures count it: open days, who coordinated when, what was in force (G4, G5, G9; projections/README.md).
// Pure; any thread. Facts that are only known to the month have no days: ask `imprecise` first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/case_facts/case_facts.hpp"
#include "projections/case_facts/day_spans.hpp"

namespace forloeb {

/// The bound O of a figure: what occurred by it, and the days that have ended by it.
struct Observed {
    Instant by;
    LocalDate date;       // O's local date
    LocalDate days_end;   // the first day that has not ended by O: a date as O means the end of that day

    [[nodiscard]] static Observed until(Instant by);
};

/// The local days at whose end the case was open, unbounded upwards if it is open still.
[[nodiscard]] DaySet open_days(const facts::CaseFacts& facts);
[[nodiscard]] bool any_imprecise_episode(const facts::CaseFacts& facts);

/// The closing in force: the case is closed and when. Nothing if it is open (again) or was never opened.
[[nodiscard]] std::optional<Told> closed_at(const facts::CaseFacts& facts);

/// The coordinator when something happened, of whatever kind; nobody is nullptr. As Coordination says it, for who asks of every act.
[[nodiscard]] const facts::Assignment* coordinator_when(const facts::CaseFacts& facts, const Told& moment);

/// Who coordinated (G9). With a kind, only assignments of that kind count.
class Coordination {
  public:
    Coordination(const facts::CaseFacts& facts, const std::string& kind);

    [[nodiscard]] bool any() const { return !assignments_.empty(); }
    [[nodiscard]] const facts::Assignment* first() const { return any() ? assignments_.front() : nullptr; }
    [[nodiscard]] bool imprecise() const;  // an assignment or release known only to the month
    /// The coordinator at a day's end; of several the latest assigned. Nobody is nullptr.
    [[nodiscard]] const facts::Assignment* at_end_of(LocalDate day) const;
    /// The coordinator when something happened; on the day of a change, by G2's order.
    [[nodiscard]] const facts::Assignment* when(const Told& moment) const;
    /// Everything assigned and not released at a day's end.
    [[nodiscard]] std::size_t count_at_end_of(LocalDate day) const;
    /// The days at whose end there was a coordinator.
    [[nodiscard]] DaySet covered_days() const;

    struct Change {
        Told at;
        const facts::Assignment* to;
    };
    /// Each time the next coordinator is a different person; gaps are ignored, a return counts.
    [[nodiscard]] std::vector<Change> changes() const;

  private:
    std::vector<const facts::Assignment*> assignments_;  // in order of occurrence
};

/// Acts for the case's coordinator then: the coordinator, or whoever stands in for that person (G9): from the appointment,
/// or the first day it names, until it ends. Where nobody coordinates, any substitute who was not ended.
[[nodiscard]] bool acts_as_coordinator(const facts::CaseFacts& facts, const std::string& person, const Told& moment);
/// The same at a day's end: the substitute while there is one.
[[nodiscard]] const std::string& acting_at_end_of(const facts::CaseFacts& facts, const facts::Assignment& coordinator, LocalDate day);

/// Unit, target group and method version in force when something happened (G2: by dates, unless both are instants), and at
/// the end of a day.
[[nodiscard]] const facts::Attributes& attributes_when(const facts::CaseFacts& facts, const Told& moment);
[[nodiscard]] const facts::Attributes& attributes_at_end_of(const facts::CaseFacts& facts, LocalDate day);

}  // namespace forloeb
