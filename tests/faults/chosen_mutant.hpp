// Which of the wrong engines of tests/faults/mutants this process is: the one that FORLOEB_MUTANT names; none without it, and
// then everything is as in the untouched sources. Included by the patched copies that the script writes, and by nothing else.
#pragma once

#include <cstdlib>
#include <string_view>

namespace forloeb::faults {

[[nodiscard]] inline bool chosen_mutant(std::string_view name) {
    static const char* const chosen = std::getenv("FORLOEB_MUTANT");
    return chosen != nullptr && name == chosen;
}

}  // namespace forloeb::faults
