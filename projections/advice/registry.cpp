// The list of rules: the one line a new rule needs outside its own file (and rules.hpp).
#include <algorithm>

#include "projections/advice/rules.hpp"

namespace forloeb::advice {

State Advice::state() const {
    State strongest = State::nothing;
    for (const Finding& finding : findings) strongest = std::max(strongest, finding.state);
    return strongest;
}

std::span<const Rule> all_rules() {
    static const std::vector<Rule> all = {
        r01_coordinator_start(),     r02_one_known_coordinator(),      r03_partners_without_shared_goal(),
        r04_parallel_services(),     r05_information_already_held(),   r06_decision_not_ready(),
        r07_promise_without_cover(), r08_one_more_professional(),      r09_step_without_citizen(),
        r10_deadline_at_risk(),      r11_transition_uncovered(),       r12_contact_gap(),
        r13_grade_out_of_date(),     r14_recorded_late(),              r15_contradictory_messages(),
        r16_complex_with_one_profession(), r17_co_chair_for_new_leader(), r18_invitee_without_stake(),
    };
    return all;
}

const Rule* find_rule(std::string_view id) {
    const auto all = all_rules();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Rule& rule) { return rule.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace forloeb::advice
