// What the next part of the log changes in the rows of several projections that have come equally far: its cases are read
// and folded once for all of them, however many events each has there. Only leaves are looked at to find the cases, so an
// event of a newer version is the trouble of its own case.
//
// Pure but for reading; whoever owns the generations commits. One thread at a time.
#pragma once

#include <span>

#include "engine/engine.hpp"
#include "projections/runner/fill.hpp"

namespace forloeb {

struct Changes {
    Checkpoint reached;            // where the rows stand with the changes
    std::vector<RowChange> rows;  // of each target
};

/// All targets stand at the same checkpoint, below the log's head. Takes events up to, not including, `end` at most.
[[nodiscard]] Result<Changes> next_changes(const Engine& engine, std::span<const Target> targets, Position end);

/// Every target has the events below this position; there is at least one.
[[nodiscard]] Position least_applied(std::span<const Target> targets);

/// Follows until all targets have applied the events below `end`; they may have come differently far.
[[nodiscard]] Status follow_to(const Engine& engine, std::span<const Target> targets, Position end);

}  // namespace forloeb
