// Whom an event of the synthetic municipality is for beside the staff: a habit of ours, not a rule. What is settled with the
// citizen is for the citizen, what partners act on also for them, and what is not decided yet for nobody else. Pure.
#pragma once

#include <string_view>

namespace forloeb::made {

/// A JSON list of audiences; empty = internal.
[[nodiscard]] std::string_view audience_of(std::string_view type);

}  // namespace forloeb::made
