// Filling empty generations, of any number of projections, in one sequential pass over all cases: each case is read once,
// folded once for all of them, and its rows are written once. Several threads fold; rows are written in the order of case
// ids, so that how far it has come is one case id, kept with the rows (generation.hpp), from which it can go on.
//
// What is read is the log below the generations' checkpoint to be. Appends go on meanwhile, and following brings the
// generations up to them afterwards (follow.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>

#include "engine/engine.hpp"
#include "projections/runner/generation.hpp"

namespace forloeb {

/// A generation and the projection it has the rows of.
struct Target {
    const Projection* projection = nullptr;
    std::shared_ptr<Generation> generation;
};

/// Told how many events are in the rows, and of how many. From any thread, one call at a time.
using FillProgress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// The generations are being filled up to the same checkpoint. Goes on after the last case that is in all of them.
/// Stopped, it leaves them as far as they are, on the disk, and says so (`unavailable`).
[[nodiscard]] Status fill(const Engine& engine, std::span<const Target> targets, const FillProgress& progress, const std::stop_token& stop);

}  // namespace forloeb
