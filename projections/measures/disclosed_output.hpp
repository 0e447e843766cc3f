// Disclosure control of one measure's whole output, crossings included (G12, E7; projections/README.md). Rows are strata,
// columns are the counts with the same code; a partition of a stratum is a row that adds up, and the strata of a total are
// columns that do. What fails G12 is hidden (primary), and with it whatever would let it be found by subtraction
// (secondary). Pure; any thread.
//
// What it does not see: another run, of another cohort or at another date (nested_cohorts.hpp).
#pragma once

#include <cstddef>

#include "projections/measures/measure.hpp"

namespace forloeb {

struct Suppression {
    std::size_t primary = 0;
    std::size_t secondary = 0;
    [[nodiscard]] std::size_t total() const { return primary + secondary; }
};

/// Hides figures in place, and whole strata in which a person could be found: those keep no figures.
Suppression disclose(MeasureOutput& output);

}  // namespace forloeb
