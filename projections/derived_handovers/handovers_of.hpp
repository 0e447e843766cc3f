// Handovers in process mining's sense: two consecutive events of a case whose resource (or unit) differs. Derived from
// imported logs, never an event: an event is a thing that somebody recorded. Events whose value is missing are skipped;
// which of the source's words mean "missing" is the caller's to say. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

enum class HandoverBy : std::uint8_t { resource, unit };

struct DerivedHandover {
    std::string from;
    std::string to;
    Position from_position;
    Position to_position;
    WhenTold occurred;  // of the later event
};

struct DerivedHandoversOfCase {
    std::vector<DerivedHandover> handovers;  // in the source's order
    std::size_t distinct = 0;                // values in the case
};

[[nodiscard]] DerivedHandoversOfCase derived_handovers_of(const std::vector<facts::SourceEvent>& events, HandoverBy by,
                                                          const std::vector<std::string>& missing_words);

}  // namespace forloeb
