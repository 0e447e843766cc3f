// The list of measures: the one line a new measure needs outside its own file (and definitions.hpp).
#include <algorithm>

#include "projections/measures/definitions.hpp"

namespace forloeb {

std::span<const MeasureDefinition> all_measures() {
    static const std::vector<MeasureDefinition> all = {
        m01_time_to_coordinator(),
        m02_coordinator_continuity(),
        m03_known_coordinator(),
        m04_shared_goal(),
        m05_goal_linked(),
        m06_assessment_time(),
        m07_meeting_forms(),
        m08_trigger_to_meeting(),
        m09_chairing(),
        m10_useful_attendance(),
        m11_contact(),
        m12_involvement(),
        m13_told_about_coordinator(),
        m14_discussed_before_issue(),
        m15_duplicate_requests(),
        m16_answer_time(),
        m17_promises_kept(),
        m18_deadlines(),
        m19_front_load(),
        m20_effort_curve(),
        m21_handover(),
        m22_network_load(),
        m23_criteria_use(),
        m24_parallel_services(),
        m25_practice(),
        m26_shared_responsibility(),
        m27_tool_use(),
        m28_decision_quality(),
        f1_phases(),
        f2_onboarding(),
        e1_response(),
        e2_change(),
        e3_citizen_experience(),
        e4_staff_experience(),
        e5_monitoring(),
        e6_function(),
        e7_suppressed(),
        l1_case_length(),
        l2_derived_handovers(),
        l3_front_load(),
        l4_entry_lag(),
        l5_deadlines(),
    };
    return all;
}

const MeasureDefinition* find_measure(std::string_view id) {
    const auto all = all_measures();
    const auto found = std::find_if(all.begin(), all.end(), [&](const MeasureDefinition& measure) { return measure.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace forloeb
