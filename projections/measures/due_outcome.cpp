#include "projections/measures/due_outcome.hpp"

namespace forloeb {
namespace {

/// A day is over at its end; an instant when it has come.
bool has_passed(const WhenTold& due, const Observed& observed) {
    return due.precision == Precision::INSTANT ? due.at <= observed.by : local_date(due) < observed.days_end;
}

}  // namespace

DueOutcome due_outcome(const WhenTold& first_due, const std::vector<facts::NewDue>& later, const std::optional<Told>& done,
                       const Observed& observed) {
    using Kind = DueOutcome::Kind;
    const WhenTold due = facts::due_in_force(first_due, later);
    if (due.is_unknown()) return {Kind::no_due, due};
    if (due.precision == Precision::MONTH || (done && done->imprecise())) return {Kind::imprecise, due};
    if (!has_passed(due, observed)) return {Kind::not_yet, due};
    if (!done) return {Kind::open, due};
    return {in_time(done->when, due) ? Kind::in_time : Kind::late, due};
}

}  // namespace forloeb
