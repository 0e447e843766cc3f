// R17: a co-chair for whoever is new to leading meetings (L4: leading is hard for the newly qualified). Never a ranking.
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

/// The leader's experience: as the invitation says, else as the assignment of the coordinator who leads or will lead.
std::string experience_of(const Input& input, const facts::Meeting& meeting) {
    if (!meeting.planned_leader_experience.empty()) return meeting.planned_leader_experience;
    const facts::Assignment* coordinator = Coordination(input.facts, "").at_end_of(input.today());
    if (coordinator == nullptr || (!meeting.planned_leader.empty() && meeting.planned_leader != coordinator->person)) return {};
    return coordinator->experience_band;
}

Advice judge_r17(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    const auto new_bands = input.parameters.words("new_bands");
    for (const facts::Meeting& meeting : input.facts.meetings) {
        if (!meeting.convened || meeting.held || meeting.cancelled || !meeting.planned_co_leader.empty()) continue;
        const std::string experience = experience_of(input, meeting);
        const Words name = both(meeting.meeting + ".");
        if (experience.empty())
            advice.unknown("co_chair", Words{"Mangler: mødelederens erfaring: ", "Missing: the leader's experience: "} + name, {*meeting.convened});
        else if (std::find(new_bands.begin(), new_bands.end(), experience) != new_bands.end())
            advice.advise("co_chair", Words{"Overvej en medmødeleder: ", "Consider a co-chair: "} + name, {*meeting.convened});
    }
    return advice;
}

}  // namespace

Rule r17_co_chair_for_new_leader() {
    return {"R17",
            1,
            {"Medmødeleder til en ny mødeleder", "A co-chair for a new leader"},
            {"Et indkaldt møde ledes af en med højst 6 måneders erfaring, og ingen medmødeleder er nævnt. Uden nævnt leder regnes "
             "med koordinatoren.",
             "A convened meeting is led by somebody with at most 6 months of experience and names no co-chair. Where it names no "
             "leader, the coordinator is taken to lead."},
            {{"new_bands", ParameterDefinition::Kind::words, "0-6m", "ours"}},
            Reach::one_case,
            judge_r17};
}

}  // namespace forloeb::advice
