#include "projections/case_overview/case_overview.hpp"

#include <capnp/message.h>

#include <algorithm>

#include "projections/case_facts/case_time.hpp"
#include "projections/case_facts/shared_goal.hpp"
#include "projections/runner/row_value.hpp"
#include "projections/schema/rows.capnp.h"

namespace forloeb {
namespace {

constexpr std::size_t endorsing_organisations_min = 2;  // M4's own

Answer has_shared_goal(const facts::CaseFacts& facts) {
    const SharedGoalVerdict verdict =
        shared_goal_by(facts, Coordination(facts, ""), LocalDate{after_last_day.days - 1}, endorsing_organisations_min);
    if (verdict.met) return Answer::YES;
    return verdict.could_be ? Answer::UNKNOWN : Answer::NO;
}

}  // namespace

bool CaseOverviewProjection::interested_in(const EventType&) const { return true; }  // it counts and dates them all

RowsOrParked CaseOverviewProjection::rows(const History& history, const facts::CaseFacts& facts) const {
    capnp::MallocMessageBuilder message;
    auto row = message.initRoot<rows::CaseOverviewRow>();
    row.setState(std::string(case_state(facts)));
    if (!facts.episodes.empty()) write_moment(row.initOpened(), facts.episodes.front().opened.when);
    if (!facts.phases.empty()) row.setPhase(facts.phases.back().phase);
    if (const facts::Assignment* coordinator = Coordination(facts, "").at_end_of(LocalDate{after_last_day.days - 1})) {
        row.setCoordinator(coordinator->person);
        row.setCoordinatorKind(coordinator->kind);
    }
    if (!facts.attributes.empty()) {
        row.setUnit(facts.attributes.back().attributes.unit);
        row.setTargetGroup(facts.attributes.back().attributes.target_group);
    }
    if (const auto next = earliest_unmet(facts)) write_moment(row.initNextDeadline(), *next);
    row.setOpenCommitments(static_cast<std::uint32_t>(std::count_if(facts.commitments.begin(), facts.commitments.end(), is_open)));
    if (facts.last) write_moment(row.initLastOccurred(), facts.last->when);
    row.setEvents(facts.events);
    row.setSource(facts.source_system);
    row.getCitizen().setHigh(facts.citizen.high());
    row.getCitizen().setLow(facts.citizen.low());
    row.setVersion(history.stored.back().leaf().version.value);
    if (const facts::Contact* contact = last_contact(facts)) write_moment(row.initLastContact(), contact->at.when);
    row.setSharedGoal(has_shared_goal(facts));
    return std::vector<Row>{{"", row_value(row.asReader())}};
}

std::string_view case_state(const facts::CaseFacts& facts) {
    if (facts.episodes.empty()) return facts.intakes.empty() ? "empty" : "intake";
    return facts.episodes.back().closed ? "closed" : "open";
}

WhenTold due_now(const facts::Deadline& deadline) { return facts::due_in_force(deadline.due, deadline.extended); }
WhenTold due_now(const facts::Commitment& commitment) { return facts::due_in_force(commitment.due, commitment.renegotiated); }

std::optional<WhenTold> earliest_unmet(const facts::CaseFacts& facts) {
    std::optional<WhenTold> earliest;
    for (const facts::Deadline& deadline : facts.deadlines) {
        const WhenTold due = due_now(deadline);
        if (deadline.met || due.is_unknown()) continue;
        if (!earliest || due.at < earliest->at) earliest = due;
    }
    return earliest;
}

bool is_open(const facts::Commitment& commitment) { return !commitment.kept && !commitment.broken; }

const facts::Contact* last_contact(const facts::CaseFacts& facts) {
    for (auto contact = facts.contacts.rbegin(); contact != facts.contacts.rend(); ++contact)
        if (contact->kind != facts::Contact::Kind::attempt && contact->with_citizen == Answer::YES) return &*contact;
    return nullptr;
}

}  // namespace forloeb
