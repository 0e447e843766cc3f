// One function per rule: what registry.cpp lists. Each is defined in the file of its name.
#pragma once

#include "projections/advice/advice.hpp"

namespace forloeb::advice {

[[nodiscard]] Rule r01_coordinator_start();
[[nodiscard]] Rule r02_one_known_coordinator();
[[nodiscard]] Rule r03_partners_without_shared_goal();
[[nodiscard]] Rule r04_parallel_services();
[[nodiscard]] Rule r05_information_already_held();
[[nodiscard]] Rule r06_decision_not_ready();
[[nodiscard]] Rule r07_promise_without_cover();
[[nodiscard]] Rule r08_one_more_professional();
[[nodiscard]] Rule r09_step_without_citizen();
[[nodiscard]] Rule r10_deadline_at_risk();
[[nodiscard]] Rule r11_transition_uncovered();
[[nodiscard]] Rule r12_contact_gap();
[[nodiscard]] Rule r13_grade_out_of_date();
[[nodiscard]] Rule r14_recorded_late();
[[nodiscard]] Rule r15_contradictory_messages();
[[nodiscard]] Rule r16_complex_with_one_profession();
[[nodiscard]] Rule r17_co_chair_for_new_leader();
[[nodiscard]] Rule r18_invitee_without_stake();

}  // namespace forloeb::advice
