// M4's condition: did one goal, by the end of a day, have behind it the citizen (or a representative) and enough distinct
// organisations, neither private nor the coordinator's own unit? Shared by measure M4 and rule R3. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>

#include "projections/case_facts/case_time.hpp"

namespace forloeb {

struct SharedGoalVerdict {
    std::optional<Told> met;  // the last endorsement that was needed
    bool could_be = false;    // not met, but unknown endorsements could be what is missing
};

/// The earliest of the goals that meet it.
[[nodiscard]] SharedGoalVerdict shared_goal_by(const facts::CaseFacts& facts, const Coordination& coordination, LocalDate date,
                                               std::size_t organisations_min);

}  // namespace forloeb
