// The steps of a case that a citizen is to take part in, and whether this one did (M12, R9). A step is a goal agreed, a
// plan created, a decision issued, a coordinating meeting held or a handover completed. The citizen took part if an
// involvement of at least "consulted" names the step on or before its day, or the citizen (or a representative) attended
// the meeting or endorsed the goal or plan. Pure; any thread.
#pragma once

#include <vector>

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

struct KeyStep {
    enum class Kind : std::uint8_t { goal, plan, decision, meeting, handover };
    Kind kind;
    Told at;
    std::string reference;
    Answer involved = Answer::NO;  // unknown: an involvement of unknown degree, or a meeting that names no attendees
    bool imprecise = false;        // known only to the month, or what would decide is: there is no order to go by (G2)
};

/// In order of kind, then of occurrence.
[[nodiscard]] std::vector<KeyStep> key_steps(const facts::CaseFacts& facts);

}  // namespace forloeb
