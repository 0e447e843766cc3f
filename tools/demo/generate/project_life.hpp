// The evaluation of the synthetic municipality: a project with a survey before and after, monthly monitoring, and two
// seminars. A pure function of the seed.
#pragma once

#include "tools/demo/generate/dice.hpp"
#include "tools/demo/generate/town.hpp"

namespace forloeb::made {

/// `citizens`: how many of them are asked, in both waves.
[[nodiscard]] Diary live_project(const Town& town, std::uint64_t seed, std::uint32_t citizens);

}  // namespace forloeb::made
