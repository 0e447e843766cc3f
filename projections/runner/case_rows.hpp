// The rows of one case as the log stood at one position, or why there are none. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "events/codec/view.hpp"
#include "projections/projection.hpp"

namespace forloeb {

/// Why a case has no rows, and at which event.
struct Parked {
    Position position;
    std::string reason;
};

struct CaseRows {
    std::vector<Row> rows;
    std::optional<Parked> parked;  // then `rows` is empty
    std::vector<Uuid> batches;     // import runs the case has events from, each once
};

/// `events`: the whole stream in version order; those at or after `known` are left out. Exceptions from reading a
/// damaged payload stop here and park the case.
[[nodiscard]] CaseRows fold_case(const Projection& projection, StreamId case_id, std::vector<EventView> events,
                                 Position known, std::span<const Uuid> retracted_imports);

}  // namespace forloeb
