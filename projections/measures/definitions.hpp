// One function per measure: what registry.cpp lists. Each is defined in the file of its name.
#pragma once

#include "projections/measures/measure.hpp"

namespace forloeb {

[[nodiscard]] MeasureDefinition m01_time_to_coordinator();
[[nodiscard]] MeasureDefinition m02_coordinator_continuity();
[[nodiscard]] MeasureDefinition m03_known_coordinator();
[[nodiscard]] MeasureDefinition m04_shared_goal();
[[nodiscard]] MeasureDefinition m05_goal_linked();
[[nodiscard]] MeasureDefinition m06_assessment_time();
[[nodiscard]] MeasureDefinition m07_meeting_forms();
[[nodiscard]] MeasureDefinition m08_trigger_to_meeting();
[[nodiscard]] MeasureDefinition m09_chairing();
[[nodiscard]] MeasureDefinition m10_useful_attendance();
[[nodiscard]] MeasureDefinition m11_contact();
[[nodiscard]] MeasureDefinition m12_involvement();
[[nodiscard]] MeasureDefinition m13_told_about_coordinator();
[[nodiscard]] MeasureDefinition m14_discussed_before_issue();
[[nodiscard]] MeasureDefinition m15_duplicate_requests();
[[nodiscard]] MeasureDefinition m16_answer_time();
[[nodiscard]] MeasureDefinition m17_promises_kept();
[[nodiscard]] MeasureDefinition m18_deadlines();
[[nodiscard]] MeasureDefinition m19_front_load();
[[nodiscard]] MeasureDefinition m20_effort_curve();
[[nodiscard]] MeasureDefinition m21_handover();
[[nodiscard]] MeasureDefinition m22_network_load();
[[nodiscard]] MeasureDefinition m23_criteria_use();
[[nodiscard]] MeasureDefinition m24_parallel_services();
[[nodiscard]] MeasureDefinition m25_practice();
[[nodiscard]] MeasureDefinition m26_shared_responsibility();
[[nodiscard]] MeasureDefinition m27_tool_use();
[[nodiscard]] MeasureDefinition m28_decision_quality();

[[nodiscard]] MeasureDefinition f1_phases();
[[nodiscard]] MeasureDefinition f2_onboarding();

[[nodiscard]] MeasureDefinition e1_response();
[[nodiscard]] MeasureDefinition e2_change();
[[nodiscard]] MeasureDefinition e3_citizen_experience();
[[nodiscard]] MeasureDefinition e4_staff_experience();
[[nodiscard]] MeasureDefinition e5_monitoring();
[[nodiscard]] MeasureDefinition e6_function();
[[nodiscard]] MeasureDefinition e7_suppressed();

[[nodiscard]] MeasureDefinition l1_case_length();
[[nodiscard]] MeasureDefinition l2_derived_handovers();
[[nodiscard]] MeasureDefinition l3_front_load();
[[nodiscard]] MeasureDefinition l4_entry_lag();
[[nodiscard]] MeasureDefinition l5_deadlines();

}  // namespace forloeb
