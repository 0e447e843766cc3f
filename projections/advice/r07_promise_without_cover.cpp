// R7: a promise that may not hold (K: one risks promising more than one can keep).
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

/// A service or a grant takes a decision; "I call on Monday" does not.
bool takes_a_decision(const Input& input, const facts::Commitment& commitment) {
    const auto kinds = input.parameters.words("kinds_that_take_a_decision");
    return std::find(kinds.begin(), kinds.end(), commitment.kind) != kinds.end();
}

void judge_one(const Input& input, const facts::Commitment& commitment, Advice& advice) {
    const std::vector<Told> evidence = {commitment.made};
    const Words name = both(commitment.commitment + ".");
    if (facts::due_in_force(commitment.due, commitment.renegotiated).is_unknown())
        advice.advise("no_due", Words{"Løfte uden dato: ", "Promise without a date: "} + name, evidence);
    if (commitment.within_competence == Answer::NO)
        advice.advise("outside_competence", Words{"Løfte uden for egen kompetence: ", "Promise outside one's competence: "} + name, evidence);
    if (commitment.within_competence == Answer::UNKNOWN)
        advice.unknown("outside_competence", Words{"Mangler: om løftet er inden for kompetence: ", "Missing: whether it is within one's competence: "} + name, evidence);
    if (commitment.backing_decision.empty() && takes_a_decision(input, commitment))
        advice.advise("no_decision_behind", Words{"Løfte om en ydelse uden en afgørelse bag: ", "Promise of a service without a decision behind it: "} + name, evidence);
}

Advice judge_r07(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    for (const facts::Commitment& commitment : input.facts.commitments)
        if (!commitment.kept && !commitment.broken) judge_one(input, commitment, advice);
    return advice;
}

}  // namespace

Rule r07_promise_without_cover() {
    return {"R7",
            1,
            {"Løfte uden dækning", "Promise without cover"},
            {"Et løfte, der hverken er holdt eller brudt: uden dato, uden for kompetence (uoplyst er uoplyst), eller om en ydelse "
             "eller bevilling uden en afgørelse bag.",
             "A promise neither kept nor broken: without a date, outside competence (unknown is unknown), or of a service or grant "
             "without a decision behind it."},
            {{"kinds_that_take_a_decision", ParameterDefinition::Kind::words, "service,grant", "ours"}},
            Reach::one_case,
            judge_r07};
}

}  // namespace forloeb::advice
