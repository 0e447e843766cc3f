#include "projections/evaluation/replayed_case.hpp"

#include <capnp/dynamic.h>

#include <algorithm>

#include "events/schema/correction.capnp.h"
#include "projections/case_facts/case_time.hpp"

namespace forloeb {
namespace {

/// A citizen's answers stay apart from the case: evaluators hold them under the respondent's own pseudonym.
bool ties_answers_to_case(const EventType& type) { return type.name.starts_with("survey.") || type.name.starts_with("monitoring."); }

LocalDate first_day_of_case(const facts::CaseFacts& facts) {
    LocalDate first = after_last_day;
    for (const facts::Act& act : facts.acts)
        if (!act.at.imprecise()) first = std::min(first, act.at.date());
    return first;
}

/// Entries are counted from 1.
std::unordered_map<Uuid, std::size_t> places_in(const History& history) {
    std::unordered_map<Uuid, std::size_t> places;
    for (const EffectiveEvent& event : history.effective)
        if (!ties_answers_to_case(event.type())) places.emplace(event.leaf().event_id, places.size() + 1);
    return places;
}

const char* side_of(const facts::CaseFacts& facts, const facts::Act& act) {
    if (act.unit.empty() && act.organisation.empty()) return "unknown";
    if (!act.unit.empty() && !act.at.imprecise() && act.unit == attributes_when(facts, act.at).unit) return "own_unit";
    const std::string& municipality = facts.acts.front().organisation;  // who opened or received the case
    return act.organisation.empty() || act.organisation == municipality || act.organisation == facts.municipality ? "municipality" : "outside";
}

capnp::DynamicStruct::Reader payload_in_force(const EffectiveEvent& event) {
    const auto payload = event.correction != nullptr ? event.correction->as<EventCorrected>().getPayload() : event.original->payload();
    return payload.getAs<capnp::DynamicStruct>(event.type().clear);
}

}  // namespace

ReplayedCase::ReplayedCase(const Engine& engine, const facts::ProjectFacts& project, const CaseReading& reading)
    : engine_(engine), project_(project), facts_(reading.facts()), first_day_(first_day_of_case(facts_)),
      fields_(first_day_, places_in(reading.history()), [&engine, &project, within = facts_.case_id.text()](const std::string& name) {
          return project_pseudonym(engine, project.project_id, PseudonymUse::reference, name, within);
      }) {
    for (const facts::Act& act : facts_.acts) acts_.emplace(act.at.event, &act);
    for (const EffectiveEvent& event : reading.history().effective) {
        if (ties_answers_to_case(event.type()))
            ++answers_left_out_;
        else
            shown_.push_back(&event);
    }
}

ReplayedEvent ReplayedCase::tell(const EffectiveEvent& event) const {
    ReplayedEvent out;
    out.event = &event;
    out.has_day = event.occurred.precision == Precision::INSTANT || event.occurred.precision == Precision::DAY;
    if (out.has_day) {
        const LocalDate day = local_date(event.occurred);
        out.day = day.days - first_day_.days;
        out.recorded_after = std::max(0, local_date(event.leaf().recorded_at).days - day.days);
    }
    if (const auto found = acts_.find(event.leaf().event_id); found != acts_.end()) {
        out.act = found->second;
        out.actor = project_pseudonym(engine_, project_.project_id, PseudonymUse::actor, out.act->by);
        out.side = side_of(facts_, *out.act);
    }
    return out;
}

std::vector<ReplayedField> ReplayedCase::fields(const EffectiveEvent& event) { return fields_.of(event.type(), payload_in_force(event)); }

std::vector<PseudonymisedValue> ReplayedCase::values(const EffectiveEvent& event) { return fields_.values_of(event.type(), payload_in_force(event)); }

std::string ReplayedCase::coordinator(const ReplayedEvent& event) const {
    if (event.act == nullptr || event.act->at.imprecise()) return {};
    const facts::Assignment* coordinator = Coordination(facts_, "").when(event.act->at);
    return coordinator == nullptr ? std::string() : project_pseudonym(engine_, project_.project_id, PseudonymUse::actor, coordinator->person);
}

std::string ReplayedCase::citizen() const {
    return facts_.citizen.is_nil() ? std::string() : project_pseudonym(engine_, project_.project_id, PseudonymUse::citizen, facts_.citizen.text());
}

AsOf occurred_by_now(const Engine& engine, const AsOf& as_of) {
    AsOf until = as_of;
    until.occurred_by = as_of.occurred_by.value_or(engine.now());
    return until;
}

}  // namespace forloeb
