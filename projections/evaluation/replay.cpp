// Single cases for evaluators, pseudonymised (queries.hpp).
#include <algorithm>

#include "projections/evaluation/queries.hpp"
#include "projections/evaluation/replayed_case.hpp"
#include "projections/reading/filling.hpp"

namespace forloeb {
namespace {

void fill_entry(ReplayedCase& replayed, const EffectiveEvent& event, answers::ReplayEntry::Builder out) {
    const ReplayedEvent told = replayed.tell(event);
    out.setDayUnknown(!told.has_day);
    out.setDay(told.day);
    out.setRecordedAfter(told.recorded_after);
    out.setType(std::string(event.type().name));
    auto label = out.initLabel();
    label.setDa(std::string(event.type().label("da")));
    label.setEn(std::string(event.type().label("en")));
    out.setActor(told.actor);
    out.setSide(told.side);
    fill_list(replayed.fields(event), [&](unsigned size) { return out.initFields(size); }, [](answers::ReplayField::Builder line, const ReplayedField& field) {
        line.setName(field.name);
        line.initLabel().setDa(field.label.da);
        line.getLabel().setEn(field.label.en);
        line.setValue(field.value);
        line.initValueLabel().setDa(field.value_label.da);
        line.getValueLabel().setEn(field.value_label.en);
    });
}

constexpr std::uint32_t rounded_to = 10;

}  // namespace

Status query_evaluation_cases(const Engine& engine, const AsOf& as_of, answers::EvaluationQuery::Reader query, answers::EvaluationCases::Builder out) {
    const AsOf until = occurred_by_now(engine, as_of);
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
    const AsOf until = occurred_by_now(engine, as_of);
    const Position head = engine.head().next;
    FORLOEB_TRY(const facts::ProjectFacts project, find_project(engine, until, head, query.getProject().cStr()));
    FORLOEB_TRY(const auto cases, cases_of_project(engine, until, project));
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const ProjectCase& each) { return each.pseudonym == query.getPseudonym().cStr(); });
    if (found == cases.end()) return fail(ErrorKind::not_found, "No case of this project has that pseudonym. List them with: forloeb evaluation cases", "pseudonym");
    FORLOEB_TRY(const CaseReading reading, CaseReading::open(engine, found->case_id, until));
    write_as_of(out.initAsOf(), engine, until, head);
    out.setProject(project.project);
    out.setPseudonym(found->pseudonym);
    ReplayedCase replayed(engine, project, reading);
    fill_list(replayed.shown(), [&](unsigned size) { return out.initEntries(size); },
              [&](answers::ReplayEntry::Builder entry, const EffectiveEvent* event) { fill_entry(replayed, *event, entry); });
    out.setLeftOut(replayed.left_out());
    return {};
}

}  // namespace forloeb
