// Gathers, case by case, what rules need beyond the one they are asked about. Pure; any thread.
#pragma once

#include "projections/advice/advice.hpp"

namespace forloeb::advice {

/// Does a rule of that reach have anything to ask of other cases, this one being as it is? Reading them is not free.
[[nodiscard]] bool needs(Reach reach, const facts::CaseFacts& asked);

/// Adds what `other` gives to a rule of that reach about the case `asked`; `other` may be `asked` itself.
void see_case(AcrossCases& across, Reach reach, const facts::CaseFacts& asked, const facts::CaseFacts& other);

}  // namespace forloeb::advice
