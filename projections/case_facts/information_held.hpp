// Who in the municipality already holds what is about to be asked for (M15, R5): an answer on the same topic whose period
// covers the one wanted. A lower bound: what nobody recorded is not seen. Pure; any thread.
#pragma once

#include <span>
#include <vector>

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

struct InformationHeld {
    Uuid case_id;
    const facts::InformationProvision* provision;  // in the facts handed in
    std::string holder;                            // the unit; where it is not said, that of whoever recorded the answer
    Answer covers;                                 // yes, or unknown where a period is not said
};

/// The same topic, and a period that lies within the held one. An end that only one of them names is unknown.
[[nodiscard]] Answer covers(const facts::InformationScope& held, const facts::InformationScope& wanted);

/// What one of the citizen's cases holds, or may hold, of it in the municipality, oldest first, as recorded below `before`.
[[nodiscard]] std::vector<InformationHeld> information_held(const facts::CaseFacts& facts, const facts::InformationScope& wanted,
                                                            Position before);

}  // namespace forloeb
