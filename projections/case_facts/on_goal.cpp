// Goals and who stands behind them.
#include "projections/case_facts/handlers.hpp"

namespace forloeb::facts {
namespace {

Endorsement endorsement_of(::forloeb::Endorsement::Reader by, Answer endorses, const Told& at) {
    return {at,          text_of(by.getParty()), text_of(by.getOrganisation()), text_of(by.getUnit()),
            by.getKind(), by.getSector(),         endorses};
}

}  // namespace

void note(CaseFacts& facts, GoalProposed::Reader payload, const Occurrence& occurrence) {
    facts.goal_proposals.push_back({occurrence.at, text_of(payload.getGoal()), text_of(payload.getTheme()), payload.getGoalType(),
                                    payload.getProposedBy(), text_of(payload.getParty()), read_moment(payload.getDue())});
}

void note(CaseFacts& facts, GoalAgreed::Reader payload, const Occurrence& occurrence) {
    // Agreed anew under the same reference: the newest agreement counts, as a goal of its own.
    Goal goal;
    goal.goal = text_of(payload.getGoal());
    goal.agreed = occurrence.at;
    goal.theme = text_of(payload.getTheme());
    goal.type = payload.getGoalType();
    goal.expected_level = payload.getExpectedLevel();
    goal.due = read_moment(payload.getDue());
    goal.shared = payload.getShared();
    goal.citizen_endorses = payload.getCitizenEndorses();
    for (const auto by : payload.getEndorsedBy())
        goal.endorsements.push_back(endorsement_of(by, Answer::YES, occurrence.at));
    facts.goals.push_back(std::move(goal));
}

void note(CaseFacts& facts, GoalEndorsed::Reader payload, const Occurrence& occurrence) {
    if (Goal* goal = newest(facts.goals, &Goal::goal, payload.getGoal()))
        goal->endorsements.push_back(endorsement_of(payload.getBy(), payload.getEndorses(), occurrence.at));
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, GoalProgressRated::Reader payload, const Occurrence& occurrence) {
    if (Goal* goal = newest(facts.goals, &Goal::goal, payload.getGoal()))
        goal->ratings.push_back({occurrence.at, payload.getLevel(), payload.getProgress(), payload.getRatedBy()});
    else
        ++facts.references_unknown;
}

void note(CaseFacts& facts, GoalClosed::Reader payload, const Occurrence& occurrence) {
    if (Goal* goal = newest(facts.goals, &Goal::goal, payload.getGoal())) {
        goal->closed = occurrence.at;
        goal->result = payload.getResult();
        goal->closing_level = payload.getLevel();
    } else {
        ++facts.references_unknown;
    }
}

}  // namespace forloeb::facts
