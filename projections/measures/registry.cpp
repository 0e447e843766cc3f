// The list of measures: the one line a new measure needs outside its own file (and definitions.hpp).
#include <algorithm>

#include "projections/measures/definitions.hpp"

namespace forloeb {

std::span<const MeasureDefinition> all_measures() {
    static const std::vector<MeasureDefinition> all = {
        m01_time_to_coordinator(), m02_coordinator_continuity(), m03_known_coordinator(), m04_shared_goal(),
        m11_contact(),             m21_handover(),               l1_case_length(),        l2_derived_handovers(),
        l3_front_load(),           l4_entry_lag(),               l5_deadlines(),
    };
    return all;
}

const MeasureDefinition* find_measure(std::string_view id) {
    const auto all = all_measures();
    const auto found = std::find_if(all.begin(), all.end(), [&](const MeasureDefinition& measure) { return measure.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace forloeb
