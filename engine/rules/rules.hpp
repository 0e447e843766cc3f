// The case rules: what may follow what. Pure functions of a CaseState and the proposed events; the table of all rules is
// in engine/rules/README.md and printed from rule_table().
//
// Rules look at the order of occurrence, not of writing: a note about something that happened while the case was open is
// welcome at any time. What an order test cannot know (month precision, unknown time, the same day) counts in the
// writer's favour. Corrections and retractions are judged only by their target: it must never be harder to put the
// record right than to leave it wrong.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/rules/case_state.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// One proposed event that a rule refuses: Error{ErrorKind::refused} with the rule's id in `rule`.
struct Objection {
    std::size_t event = 0;  // index among the proposed events
    Error error;
};

/// May this one event be added? Does not change the state.
[[nodiscard]] Status decide(const CaseState& state, const ProposedView& proposed);

/// Decides the events of one append on one stream, one after the other, each seeing those before it; rules about what
/// comes *later* in the order of occurrence (a closing with contacts after it, two coordinators at a time) are asked once
/// all of them are in, so that "released, and the next one assigned" may stand in either order.
///
/// No objection: all events are applied. An objection: `imported` history is applied all the same and the objections
/// (at most one per event) say which events to mark; otherwise nothing is applied and the first objection is returned.
[[nodiscard]] std::vector<Objection> decide_and_apply(CaseState& state, std::span<const ProposedView> proposed, bool imported);

}  // namespace forloeb
