#include "projections/case_facts/key_steps.hpp"

#include <algorithm>

namespace forloeb {
namespace {

using Degree = CitizenInvolved::Degree;

bool is_citizen_side(ParticipantKind kind, const std::string& party) {
    return kind == ParticipantKind::CITIZEN || kind == ParticipantKind::REPRESENTATIVE || party == facts::citizen_reference;
}

/// What the involvements that name the step say. One known only to the month may have been in time.
struct Named {
    Answer involved = Answer::NO;
    bool perhaps = false;
};

Named by_involvement(const facts::CaseFacts& facts, const Told& step) {
    Named said;
    for (const facts::Involvement& involvement : facts.involvements) {
        if (involvement.step != step.event || involvement.at.date() > step.date()) continue;
        if (involvement.degree != Degree::UNKNOWN && involvement.degree < Degree::CONSULTED) continue;
        if (involvement.at.imprecise()) said.perhaps = true;
        else if (involvement.degree == Degree::UNKNOWN) said.involved = Answer::UNKNOWN;
        else return {Answer::YES, false};
    }
    return said;
}

Answer endorsed_by_citizen(const facts::Goal& goal) {
    if (goal.citizen_endorses == Answer::YES) return Answer::YES;
    const bool later = std::any_of(goal.endorsements.begin(), goal.endorsements.end(), [](const facts::Endorsement& each) {
        return each.endorses == Answer::YES && is_citizen_side(each.kind, each.party);
    });
    return later ? Answer::YES : Answer::NO;
}

Answer attended_by_citizen(const facts::Meeting& meeting) {
    if (meeting.attendees.empty()) return Answer::UNKNOWN;
    const bool attended = std::any_of(meeting.attendees.begin(), meeting.attendees.end(),
                                      [](const facts::Attendee& each) { return is_citizen_side(each.kind, each.party); });
    return attended ? Answer::YES : Answer::NO;
}

Answer either(Answer a, Answer b) {
    if (a == Answer::YES || b == Answer::YES) return Answer::YES;
    return a == Answer::UNKNOWN || b == Answer::UNKNOWN ? Answer::UNKNOWN : Answer::NO;
}

class Steps {
  public:
    explicit Steps(const facts::CaseFacts& facts) : facts_(facts) {}

    void add(KeyStep::Kind kind, const std::optional<Told>& at, const std::string& reference, Answer otherwise = Answer::NO) {
        if (!at) return;
        const Named named = by_involvement(facts_, *at);
        const Answer involved = either(named.involved, otherwise);
        steps_.push_back({kind, *at, reference, involved, at->imprecise() || (named.perhaps && involved != Answer::YES)});
    }
    [[nodiscard]] std::vector<KeyStep> take() { return std::move(steps_); }

  private:
    const facts::CaseFacts& facts_;
    std::vector<KeyStep> steps_;
};

}  // namespace

std::vector<KeyStep> key_steps(const facts::CaseFacts& facts) {
    Steps steps(facts);
    for (const facts::Goal& goal : facts.goals) steps.add(KeyStep::Kind::goal, goal.agreed, goal.goal, endorsed_by_citizen(goal));
    for (const facts::Plan& plan : facts.plans)
        steps.add(KeyStep::Kind::plan, plan.created, plan.plan, plan.citizen_endorsed_creation == Answer::YES ? Answer::YES : Answer::NO);
    for (const facts::Decision& decision : facts.decisions) steps.add(KeyStep::Kind::decision, decision.issued, decision.decision);
    for (const facts::Meeting& meeting : facts.meetings)
        if (meeting.kind == "coordinating") steps.add(KeyStep::Kind::meeting, meeting.held, meeting.meeting, attended_by_citizen(meeting));
    for (const facts::Handover& handover : facts.handovers) steps.add(KeyStep::Kind::handover, handover.completed, handover.handover);
    return steps.take();
}

}  // namespace forloeb
