// R13: a complexity grade that is out of date (L1: complexity is graded; what it rests on changes).
#include "projections/advice/calendar_months.hpp"
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

/// What happened after the grade and may change an indicator.
class Changes {
  public:
    explicit Changes(const Told& graded) : graded_(graded) {}

    void see(const Told& at) {
        if (!at.imprecise() && !in_order(at, graded_)) since_.push_back(at);
    }
    void see(const std::optional<Told>& at) {
        if (at) see(*at);
    }
    [[nodiscard]] std::vector<Told> take() { return std::move(since_); }

  private:
    const Told& graded_;
    std::vector<Told> since_;
};

std::vector<Told> changes_since(const facts::CaseFacts& facts, const Told& graded) {
    Changes changes(graded);
    for (const facts::PartyPeriod& party : facts.parties) {
        changes.see(party.added);
        changes.see(party.removed);
    }
    for (const facts::Service& service : facts.services) {
        changes.see(service.started);
        changes.see(service.ended);
    }
    for (const facts::NetworkAssessment& assessment : facts.network_assessments) changes.see(assessment.at);
    for (const facts::Assessment& assessment : facts.assessments) changes.see(assessment.completed);
    for (const facts::Disagreement& disagreement : facts.disagreements) {
        changes.see(disagreement.raised);
        changes.see(disagreement.resolved);
    }
    for (const facts::Uncertainty& uncertainty : facts.uncertainties) {
        changes.see(uncertainty.raised);
        changes.see(uncertainty.resolved);
    }
    for (const facts::Transition& transition : facts.transitions) {
        changes.see(transition.announced);
        changes.see(transition.left);
    }
    return changes.take();
}

Advice judge_r13(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    if (input.facts.complexities.empty() || input.facts.complexities.back().at.imprecise()) {
        advice.unknown("no_grade", {"Mangler: sagens kompleksitetsgrad, med dato.", "Missing: the case's complexity grade, with its date."});
        return advice;
    }
    const Told& graded = input.facts.complexities.back().at;
    const std::int64_t months = input.parameters.number("months_max");
    if (months_after(graded.date(), months) < input.today())
        advice.advise("old",
                      Words{"Kompleksitetsgraden er mere end ", "The complexity grade is more than "} + number(months) + Words{" måneder gammel, fra ", " months old, from "} +
                          date(graded.date()) + both("."),
                      {graded});
    std::vector<Told> changes = changes_since(input.facts, graded);
    if (!changes.empty()) {
        const Words says = number(static_cast<std::int64_t>(changes.size())) +
                           Words{" ændringer siden graden kan flytte en indikator.", " changes since the grade may move an indicator."};
        advice.advise("changed_since", says, std::move(changes));
    }
    return advice;
}

}  // namespace

Rule r13_grade_out_of_date() {
    return {"R13",
            1,
            {"Forældet kompleksitetsgrad", "Complexity grade out of date"},
            {"Graden er ældre end 6 kalendermåneder, eller parter, ydelser, netværk, udredning, uenighed, uklarhed eller overgang "
             "har ændret sig siden.",
             "The grade is older than 6 calendar months, or partners, services, network, assessment, disagreement, uncertainty or "
             "a transition have changed since."},
            {{"months_max", ParameterDefinition::Kind::number, "6", "ours"}},
            Reach::one_case,
            judge_r13};
}

}  // namespace forloeb::advice
