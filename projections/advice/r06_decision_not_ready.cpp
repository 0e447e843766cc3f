// R6: a decision that is not ready (L12: discussed internally before the citizen gets it; partshøring is not involvement).
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/decision_discussion.hpp"

namespace forloeb::advice {
namespace {

/// Heard by issue, or exempted with a reason.
bool heard(const facts::Decision& decision) {
    if (!decision.hearing_exemption.empty()) return true;
    return std::any_of(decision.hearings.begin(), decision.hearings.end(), [&](const facts::Hearing& hearing) {
        return !decision.issued || decision.issued->imprecise() || hearing.at.imprecise() || in_order(hearing.at, *decision.issued);
    });
}

bool is_topical(const Input& input, const facts::Decision& decision) {
    if (!decision.issued) return true;
    if (decision.issued->imprecise()) return false;
    return days_between(decision.issued->date(), input.today()) <= input.parameters.number("days_after_issue");
}

void judge_one(const facts::Decision& decision, Advice& advice) {
    const std::vector<Told> evidence = {decision.issued ? *decision.issued : decision.first};
    const Words name = both(decision.decision);
    const Answer discussed = discussed_before_issue(decision);
    if (discussed == Answer::NO)
        advice.advise("not_discussed",
                      Words{"Ikke drøftet med en anden enhed eller en specialist: ", "Not discussed with another unit or a specialist: "} + name + both("."),
                      evidence);
    if (discussed == Answer::UNKNOWN)
        advice.unknown("not_discussed", Words{"Mangler et udkast med dato: ", "Missing: a draft with its date: "} + name + both("."), evidence);
    if (!heard(decision))
        advice.advise("not_heard",
                      Words{"Borgeren er ikke partshørt, og ingen undtagelse er begrundet: ", "The citizen was not heard and no exemption is given: "} + name + both("."),
                      evidence);
}

Advice judge_r06(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    for (const facts::Decision& decision : input.facts.decisions)
        if (is_topical(input, decision)) judge_one(decision, advice);
    return advice;
}

}  // namespace

Rule r06_decision_not_ready() {
    return {"R6",
            1,
            {"Afgørelse, der ikke er klar", "Decision not ready"},
            {"En afgørelse i udkast, eller meddelt for nylig, som ikke er drøftet med en anden enhed eller en specialist efter "
             "udkastet og før den blev meddelt (som i M14), eller hvor borgeren ikke er partshørt og ingen undtagelse er "
             "begrundet. Inddragelse er ikke partshøring.",
             "A decision in draft, or issued lately, that was not discussed with another unit or a specialist after the draft and "
             "before issue (as in M14), or on which the citizen was not heard and no exemption is given. Involvement is not a "
             "hearing."},
            {{"days_after_issue", ParameterDefinition::Kind::number, "30", "ours"}},
            Reach::one_case,
            judge_r06};
}

}  // namespace forloeb::advice
