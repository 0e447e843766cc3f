// R11: leaving hospital or prison without a handover, or without a date for the meeting (K; Region H's agreement).
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/working_days.hpp"

namespace forloeb::advice {
namespace {

bool has_accepted_handover(const facts::CaseFacts& facts, const facts::Transition& transition) {
    return std::any_of(facts.handovers.begin(), facts.handovers.end(), [&](const facts::Handover& handover) {
        return handover.transition == transition.transition && handover.accepted;
    });
}

void judge_handover(const Input& input, const facts::Transition& transition, Advice& advice) {
    if (has_accepted_handover(input.facts, transition)) return;
    if (transition.left) {
        advice.advise("left_without_handover",
                      Words{"Forladt uden modtaget overlevering: ", "Left without an accepted handover: "} + both(transition.transition + "."),
                      {*transition.left});
        return;
    }
    if (transition.expected.is_unknown() || transition.expected.precision == Precision::MONTH) {
        advice.unknown("no_accepted_handover",
                       Words{"Mangler: hvornår borgeren forventes at forlade stedet: ", "Missing: when the citizen is expected to leave: "} + both(transition.transition + "."),
                       transition.announced ? std::vector<Told>{*transition.announced} : std::vector<Told>{});
        return;
    }
    const std::int64_t days = days_between(input.today(), local_date(transition.expected));
    if (days > input.parameters.number("days_before_leaving")) return;
    advice.advise("no_accepted_handover",
                  both(transition.transition) + Words{": forventes om ", ": expected in "} + number(days) +
                      Words{" dage, og ingen overlevering er modtaget.", " days, and no handover is accepted."},
                  transition.announced ? std::vector<Told>{*transition.announced} : std::vector<Told>{});
}

void judge_meeting(const Input& input, const std::optional<Told>& request, Answer requested, const std::string& name, Advice& advice) {
    if (!request || request->imprecise() || requested != Answer::YES) return;
    const bool answered = std::any_of(input.facts.meetings.begin(), input.facts.meetings.end(),
                                      [&](const facts::Meeting& meeting) { return meeting.convened && meeting.trigger == request->event; });
    const std::int64_t days = working_days_between(request->date(), input.today());
    if (answered || days <= input.parameters.number("working_days_to_convene")) return;
    advice.advise("meeting_not_placed",
                  Words{"Møde ønsket for ", "Meeting asked for "} + number(days) +
                      Words{" arbejdsdage siden og ikke indkaldt: ", " working days ago and not convened: "} + both(name + "."),
                  {*request});
}

Advice judge_r11(const Input& input) {
    Advice advice;
    if (closed_at(input.facts)) return advice;
    for (const facts::Transition& transition : input.facts.transitions) {
        judge_handover(input, transition, advice);
        judge_meeting(input, transition.announced, transition.meeting_requested, transition.transition, advice);
    }
    for (const facts::Handover& handover : input.facts.handovers)
        if (!handover.completed) judge_meeting(input, handover.proposed, handover.meeting_requested, handover.handover, advice);
    return advice;
}

}  // namespace

Rule r11_transition_uncovered() {
    return {"R11",
            1,
            {"Overgang uden overlevering", "Transition without a handover"},
            {"Borgeren forlader hospital eller fængsel om højst 7 dage, eller har gjort det, og ingen overlevering er modtaget; "
             "eller et møde, der er ønsket, er ikke indkaldt inden 5 arbejdsdage (at finde en dato, ikke at holde det).",
             "The citizen leaves hospital or prison in at most 7 days, or has left, and no handover is accepted; or a meeting asked "
             "for is not convened within 5 working days (finding a date, not holding it)."},
            {{"days_before_leaving", ParameterDefinition::Kind::number, "7", "ours"},
             {"working_days_to_convene", ParameterDefinition::Kind::number, "5", "Region Hovedstaden, samarbejdsaftale"}},
            Reach::one_case,
            judge_r11};
}

}  // namespace forloeb::advice
