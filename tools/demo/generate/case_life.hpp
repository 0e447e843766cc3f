// One synthetic citizen's case from the first call to the last day told of: a pure function of seed and number.
#pragma once

#include "tools/demo/generate/dice.hpp"
#include "tools/demo/generate/town.hpp"

namespace forloeb::made {

/// Everything that would be recorded about case `number`, of `cases` that begin spread over the town's years.
[[nodiscard]] Diary live_case(const Town& town, std::uint64_t seed, std::uint32_t number, std::uint32_t cases);

/// The first day of that case: cases begin in the order of their numbers.
[[nodiscard]] LocalDate begins(const Town& town, std::uint32_t number, std::uint32_t cases);

}  // namespace forloeb::made
