// The criteria of R1, one by one, from what the case holds. Where the case itself cannot say, the newest recorded
// judgement of a person does (coordinator.need_assessed, by the same code). Pure; any thread.
#pragma once

#include <vector>

#include "projections/advice/advice.hpp"

namespace forloeb::advice {

/// Requirements: aktiv_sag, funktionsevne. Indicators: kompleks_sag, svagt_netværk, sammensatte_ydelser,
/// uklarhed_om_ydelser, faglig_uenighed.
[[nodiscard]] std::vector<Criterion> start_criteria(const Input& input);

}  // namespace forloeb::advice
