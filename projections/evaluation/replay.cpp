// Single cases for evaluators, pseudonymised (queries.hpp).
#include <capnp/dynamic.h>

#include <algorithm>

#include "events/schema/correction.capnp.h"
#include "projections/case_facts/case_time.hpp"
#include "projections/evaluation/project_cases.hpp"
#include "projections/evaluation/pseudonymised_fields.hpp"
#include "projections/evaluation/queries.hpp"
#include "projections/reading/case_reading.hpp"
#include "projections/reading/filling.hpp"

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

class Replay {
  public:
    Replay(const Engine& engine, const facts::ProjectFacts& project, const CaseReading& reading)
        : engine_(engine), project_(project), facts_(reading.facts()), first_day_(first_day_of_case(facts_)),
          fields_(first_day_, places_in(reading.history()), [&engine, &project, within = facts_.case_id.text()](const std::string& name) {
              return project_pseudonym(engine, project.project_id, PseudonymUse::reference, name, within);
          }) {
        for (const EffectiveEvent& event : reading.history().effective)
            if (!ties_answers_to_case(event.type())) shown_.push_back(&event);
    }

    void fill(answers::EvaluationReplay::Builder out) {
        fill_list(shown_, [&](unsigned size) { return out.initEntries(size); }, [&](answers::ReplayEntry::Builder entry, const EffectiveEvent* event) { fill_entry(*event, entry); });
        out.setLeftOut(fields_.left_out());
    }

  private:
    /// Entries are counted from 1.
    static std::unordered_map<Uuid, std::size_t> places_in(const History& history) {
        std::unordered_map<Uuid, std::size_t> places;
        for (const EffectiveEvent& event : history.effective)
            if (!ties_answers_to_case(event.type())) places.emplace(event.leaf().event_id, places.size() + 1);
        return places;
    }

    void fill_entry(const EffectiveEvent& event, answers::ReplayEntry::Builder out) {
        const auto act = std::find_if(facts_.acts.begin(), facts_.acts.end(), [&](const facts::Act& each) { return each.at.event == event.leaf().event_id; });
        const bool has_day = event.occurred.precision == Precision::INSTANT || event.occurred.precision == Precision::DAY;
        out.setDayUnknown(!has_day);
        const LocalDate day = has_day ? local_date(event.occurred) : first_day_;
        out.setDay(day.days - first_day_.days);
        out.setRecordedAfter(has_day ? std::max(0, local_date(event.leaf().recorded_at).days - day.days) : -1);
        out.setType(std::string(event.type().name));
        auto label = out.initLabel();
        label.setDa(std::string(event.type().label("da")));
        label.setEn(std::string(event.type().label("en")));
        if (act != facts_.acts.end()) {
            out.setActor(project_pseudonym(engine_, project_.project_id, PseudonymUse::actor, act->by));
            out.setSide(side_of(facts_, *act));
        }
        fill_list(fields_.of(event.type(), payload_in_force(event)), [&](unsigned size) { return out.initFields(size); }, [](answers::ReplayField::Builder line, const ReplayedField& field) {
            line.setName(field.name);
            line.initLabel().setDa(field.label.da);
            line.getLabel().setEn(field.label.en);
            line.setValue(field.value);
            line.initValueLabel().setDa(field.value_label.da);
            line.getValueLabel().setEn(field.value_label.en);
        });
    }

    const Engine& engine_;
    const facts::ProjectFacts& project_;
    const facts::CaseFacts& facts_;
    const LocalDate first_day_;
    PseudonymisedFields fields_;
    std::vector<const EffectiveEvent*> shown_;
};

AsOf bounded(const Engine& engine, const AsOf& as_of) {
    AsOf bounded = as_of;
    bounded.occurred_by = as_of.occurred_by.value_or(engine.now());
    return bounded;
}

constexpr std::uint32_t rounded_to = 10;

}  // namespace

Status query_evaluation_cases(const Engine& engine, const AsOf& as_of, answers::EvaluationQuery::Reader query, answers::EvaluationCases::Builder out) {
    const AsOf until = bounded(engine, as_of);
    const Position head = engine.head().next;
    FORLOEB_TRY(const facts::ProjectFacts project, find_project(engine, until, head, query.getProject().cStr()));
    FORLOEB_TRY(const auto cases, cases_of_project(engine, until, project));
    write_as_of(out.initAsOf(), engine, until, head);
    out.setProject(project.project);
    fill_list(cases, [&](unsigned size) { return out.initCases(size); }, [](answers::EvaluationCase::Builder line, const ProjectCase& each) {
        line.setPseudonym(each.pseudonym);
        line.setEvents((each.events + rounded_to / 2) / rounded_to * rounded_to);
        line.setMonths(each.months);
    });
    return {};
}

Status query_evaluation_replay(const Engine& engine, const AsOf& as_of, answers::EvaluationReplayQuery::Reader query, answers::EvaluationReplay::Builder out) {
    const AsOf until = bounded(engine, as_of);
    const Position head = engine.head().next;
    FORLOEB_TRY(const facts::ProjectFacts project, find_project(engine, until, head, query.getProject().cStr()));
    FORLOEB_TRY(const auto cases, cases_of_project(engine, until, project));
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const ProjectCase& each) { return each.pseudonym == query.getPseudonym().cStr(); });
    if (found == cases.end()) return fail(ErrorKind::not_found, "No case of this project has that pseudonym. List them with: forloeb evaluation cases", "pseudonym");
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, found->case_id, until));
    write_as_of(out.initAsOf(), engine, until, head);
    out.setProject(project.project);
    out.setPseudonym(found->pseudonym);
    Replay(engine, project, reading).fill(out);
    return {};
}

}  // namespace forloeb
