// How complex the case was found to be and when, whether a coordinator was needed and on what criteria, and who it was.
#include <algorithm>

#include "projections/case_views/case_views.hpp"

namespace forloeb {
namespace {

void fill_grade(const ViewReading& view, const facts::Complexity& item, answers::ComplexityGrade::Builder out) {
    out.setGrade(item.grade);
    write_moment(out.initOccurred(), item.at.when);
    out.setModel(item.model);
    view.text(out.initReasoning(), item.at, {"reasoning"});
    fill_list(item.dimensions, [&](unsigned size) { return out.initDimensions(size); },
              [](answers::GradedDimension::Builder line, const facts::ComplexityDimension& dimension) {
                  line.setCode(dimension.code);
                  line.setGrade(dimension.grade);
              });
    out.setEvidence(static_cast<std::uint32_t>(item.evidence.size()));
    out.setBy(view.by(item.at));
}

void fill_need(const ViewReading& view, const facts::NeedDecision& item, answers::CoordinatorNeed::Builder out) {
    out.setDecision(item.decision);
    out.setAdvice(item.advice);
    write_moment(out.initOccurred(), item.at.when);
    view.text(out.initExplanation(), item.at, {"explanation"});
    out.setReason(item.reason);
    out.setConsiderablyReduced(item.considerably_reduced);
    out.setCriteriaSet(item.criteria_set);
    out.setBy(view.by(item.at));
    fill_list(item.results, [&](unsigned size) { return out.initCriteria(size); },
              [](answers::Criterion::Builder line, const facts::CriterionAnswer& answer) {
                  line.setCriterion(answer.criterion);
                  line.setRequirement(answer.kind == ::forloeb::CriterionResult::Kind::REQUIREMENT);
                  line.setMet(answer.met);
                  line.setEvidence(static_cast<std::uint32_t>(answer.evidence.size()));
              });
}

void fill_assessment(const facts::Assessment& item, answers::AssessmentLine::Builder out) {
    out.setMethod(item.method);
    out.setPurpose(item.purpose);
    write_told(out.initStarted(), item.started);
    write_told(out.initCompleted(), item.completed);
    out.setSupportNeed(item.support_need);
    out.setThemes(static_cast<std::uint32_t>(item.themes.size()));
    out.setReference(item.assessment);
}

/// Newest first: what holds now is on top.
template <typename Item>
std::vector<const Item*> newest_first(const std::vector<Item>& items) {
    std::vector<const Item*> reversed = chosen(items, [](const Item&) { return true; });
    std::ranges::reverse(reversed);
    return reversed;
}

}  // namespace

void fill_complexity(const ViewReading& view, answers::ComplexityHistory::Builder out) {
    const facts::CaseFacts& facts = view.facts();
    fill_list(newest_first(facts.complexities), [&](unsigned size) { return out.initGrades(size); },
              [&](answers::ComplexityGrade::Builder line, const facts::Complexity* item) { fill_grade(view, *item, line); });
    fill_list(newest_first(facts.needs), [&](unsigned size) { return out.initNeeds(size); },
              [&](answers::CoordinatorNeed::Builder line, const facts::NeedDecision* item) { fill_need(view, *item, line); });
    fill_list(newest_first(facts.assignments), [&](unsigned size) { return out.initCoordinators(size); },
              [](answers::CoordinatorSpell::Builder line, const facts::Assignment* item) {
                  line.setPerson(item->person);
                  line.setKind(item->kind);
                  line.setUnit(item->home_unit);
                  write_moment(line.initSince(), item->at.when);
                  write_told(line.initUntil(), item->released);
                  line.setReason(item->release_reason);
              });
    fill_list(newest_first(facts.assessments), [&](unsigned size) { return out.initAssessments(size); },
              [](answers::AssessmentLine::Builder line, const facts::Assessment* item) { fill_assessment(*item, line); });
}

}  // namespace forloeb
