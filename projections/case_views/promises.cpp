// What was promised to whom, what is due, and what of it somebody should look at. Whether a date was kept is told by the
// clocks (in_time, G2) against the date in force: a new date counts only if it was given by the old one (M17, M18).
#include <algorithm>

#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

using answers::Risk;
using answers::Standing;

WhenTold due_of(const facts::Commitment& commitment) { return facts::due_in_force(commitment.due, commitment.renegotiated); }
WhenTold due_of(const facts::Deadline& deadline) { return facts::due_in_force(deadline.due, deadline.extended); }

Standing standing(const ViewReading& view, const WhenTold& due, const std::optional<Told>& done) {
    if (!done) return view.has_passed(due) ? Standing::OVERDUE : Standing::OPEN;
    if (due.is_unknown() || done->when.is_unknown()) return Standing::DONE_UNDATED;
    return in_time(done->when, due) ? Standing::IN_TIME : Standing::LATE;
}

bool moved_after_due(const WhenTold& first, const std::vector<facts::NewDue>& later) {
    return !later.empty() && due_in_force(first, later) != later.back().due;
}

void add_date_risks(const ViewReading& view, const WhenTold& due, std::vector<Risk>& risks) {
    if (due.is_unknown()) risks.push_back(Risk::NO_DUE);
    if (view.has_passed(due)) risks.push_back(Risk::OVERDUE);
    if (view.is_soon(due)) risks.push_back(Risk::DUE_SOON);
}

/// R7: a service or a grant is promised by a decision, not by a person.
bool needs_decision(const facts::Commitment& commitment) { return commitment.kind == "service" || commitment.kind == "grant"; }

std::vector<Risk> risks_of(const ViewReading& view, const facts::Commitment& commitment) {
    std::vector<Risk> risks;
    if (is_settled(commitment)) return risks;
    add_date_risks(view, due_of(commitment), risks);
    if (commitment.within_competence == Answer::NO) risks.push_back(Risk::OUTSIDE_COMPETENCE);
    if (needs_decision(commitment) && commitment.backing_decision.empty()) risks.push_back(Risk::NO_BACKING_DECISION);
    if (moved_after_due(commitment.due, commitment.renegotiated)) risks.push_back(Risk::MOVED_AFTER_DUE);
    return risks;
}

std::vector<Risk> risks_of(const ViewReading& view, const facts::Deadline& deadline) {
    std::vector<Risk> risks;
    if (deadline.met) return risks;
    add_date_risks(view, due_of(deadline), risks);
    if (moved_after_due(deadline.due, deadline.extended)) risks.push_back(Risk::MOVED_AFTER_DUE);
    return risks;
}

/// The earliest date first; unknown is later than all.
template <typename Item>
bool due_before(const Item* a, const Item* b) {
    const WhenTold due_a = due_of(*a);
    const WhenTold due_b = due_of(*b);
    if (due_a.is_unknown() != due_b.is_unknown()) return due_b.is_unknown();
    return due_a.at < due_b.at;
}

template <typename Item, typename Settled>
std::vector<const Item*> open_first(const std::vector<Item>& items, const Settled& settled) {
    std::vector<const Item*> open = chosen(items, [&](const Item& item) { return !settled(item); });
    std::ranges::stable_sort(open, due_before<Item>);
    for (auto item = items.rbegin(); item != items.rend(); ++item)
        if (settled(*item)) open.push_back(&*item);
    return open;
}

bool is_met(const facts::Deadline& deadline) { return deadline.met.has_value(); }

}  // namespace

bool is_settled(const facts::Commitment& commitment) { return commitment.kept || commitment.broken; }

Standing standing_of(const ViewReading& view, const facts::Commitment& commitment) {
    if (commitment.broken && !commitment.kept) return Standing::BROKEN;
    return standing(view, due_of(commitment), commitment.kept);
}

Standing standing_of(const ViewReading& view, const facts::Deadline& deadline) { return standing(view, due_of(deadline), deadline.met); }

std::vector<const facts::Commitment*> open_promises(const ViewReading& view) {
    auto open = chosen(view.facts().commitments, [](const facts::Commitment& commitment) { return !is_settled(commitment); });
    std::ranges::stable_sort(open, due_before<facts::Commitment>);
    return open;
}

std::vector<const facts::Deadline*> open_deadlines(const ViewReading& view) {
    auto open = chosen(view.facts().deadlines, [](const facts::Deadline& deadline) { return !deadline.met; });
    std::ranges::stable_sort(open, due_before<facts::Deadline>);
    return open;
}

void fill_promise(const ViewReading& view, const facts::Commitment& commitment, answers::Promise::Builder out) {
    const WhenTold due = due_of(commitment);
    view.text(out.initWhat(), commitment.made, {"what"});
    out.setTo(commitment.to);
    set_list(risks_of(view, commitment), [&](unsigned size) { return out.initRisks(size); });
    out.setStanding(standing_of(view, commitment));
    write_moment(out.initDue(), due);
    write_told(out.initSettled(), commitment.kept ? commitment.kept : commitment.broken);
    out.setReason(commitment.kept ? std::string() : commitment.break_reason);
    write_moment(out.initMade(), commitment.made.when);
    out.setMoved(static_cast<std::uint32_t>(commitment.renegotiated.size()));
    write_moment(out.initFirstDue(), commitment.due);
    out.setKind(commitment.kind);
    out.setBackingDecision(commitment.backing_decision);
    out.setWithinCompetence(commitment.within_competence);
    out.setDaysLeft(view.days_left(due));
    out.setReference(commitment.commitment);
}

void fill_due_date(const ViewReading& view, const facts::Deadline& deadline, answers::DueDate::Builder out) {
    using Basis = ::forloeb::DeadlineSet::Basis;
    const WhenTold due = due_of(deadline);
    view.text(out.initWhat(), deadline.set, {"what"});
    out.setKind(deadline.kind);
    set_list(risks_of(view, deadline), [&](unsigned size) { return out.initRisks(size); });
    out.setStanding(standing_of(view, deadline));
    write_moment(out.initDue(), due);
    write_told(out.initSettled(), deadline.met);
    out.setStatutory(deadline.basis == Basis::UNKNOWN ? Answer::UNKNOWN : (deadline.basis == Basis::STATUTORY ? Answer::YES : Answer::NO));
    write_legal_basis(out.initLegalBasis(), deadline.legal_basis);
    out.setConcerns(deadline.concerns);
    out.setUnit(deadline.unit);
    out.setMoved(static_cast<std::uint32_t>(deadline.extended.size()));
    write_moment(out.initFirstDue(), deadline.due);
    if (!deadline.extended.empty()) out.setReason(deadline.extended.back().reason);
    write_moment(out.initSet(), deadline.set.when);
    out.setDaysLeft(view.days_left(due));
    out.setReference(deadline.deadline);
}

void fill_promises(const ViewReading& view, answers::Promises::Builder out) {
    const auto promises = open_first(view.facts().commitments, is_settled);
    const auto deadlines = open_first(view.facts().deadlines, is_met);
    const auto at_risk = [&](const auto* item) { return !risks_of(view, *item).empty(); };
    out.setAtRisk(static_cast<std::uint32_t>(std::ranges::count_if(promises, at_risk) + std::ranges::count_if(deadlines, at_risk)));
    out.setSoonDays(view.soon_days());
    fill_list(promises, [&](unsigned size) { return out.initPromises(size); },
              [&](answers::Promise::Builder line, const facts::Commitment* item) { fill_promise(view, *item, line); });
    fill_list(deadlines, [&](unsigned size) { return out.initDeadlines(size); },
              [&](answers::DueDate::Builder line, const facts::Deadline* item) { fill_due_date(view, *item, line); });
}

}  // namespace forloeb
