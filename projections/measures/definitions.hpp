// One function per measure: what registry.cpp lists. Each is defined in the file of its name.
#pragma once

#include "projections/measures/measure.hpp"

namespace forloeb {

[[nodiscard]] MeasureDefinition m01_time_to_coordinator();
[[nodiscard]] MeasureDefinition m02_coordinator_continuity();
[[nodiscard]] MeasureDefinition m03_known_coordinator();
[[nodiscard]] MeasureDefinition m04_shared_goal();
[[nodiscard]] MeasureDefinition m11_contact();
[[nodiscard]] MeasureDefinition m21_handover();

[[nodiscard]] MeasureDefinition l1_case_length();
[[nodiscard]] MeasureDefinition l2_derived_handovers();
[[nodiscard]] MeasureDefinition l3_front_load();
[[nodiscard]] MeasureDefinition l4_entry_lag();
[[nodiscard]] MeasureDefinition l5_deadlines();

}  // namespace forloeb
