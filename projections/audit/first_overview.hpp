// How soon those who are to coordinate look at the case (M27's last figure): days from a case's first coordinator.assigned
// until that person first asked for its overview, by the read log. Of cases that had been open for at least 30 days at the end
// of today; who has not looked is censored when released, when the case was closed, or today (Kaplan-Meier). Looked at before
// the assignment is 0 days.
//
// It is about staff, and stands in the read log only: for those who may read that log, never a measure of an evaluation.
// Figures have been through disclosure control. Reads both logs once. Any thread but the append threads.
#pragma once

#include <vector>

#include "engine/engine.hpp"
#include "projections/measures/figure.hpp"

namespace forloeb {

[[nodiscard]] Result<std::vector<Figure>> first_overviews(const Engine& events, const Engine& reads);

}  // namespace forloeb
