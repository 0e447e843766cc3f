// Made-up history (tools/bench/made_up.hpp) by the importer's own way into an engine: checked, sealed, sequenced, hashed into the
// tree, written and synced. Blocking; one thread beside the engine's.
#pragma once

#include "engine/engine.hpp"
#include "tools/bench/baseline.hpp"
#include "tools/bench/figure.hpp"

namespace forloeb::bench {

/// So many cases of events_per_case events. Not timed one by one; operations are events stored.
[[nodiscard]] Result<Timing> timed_import(Engine& engine, std::uint64_t cases, std::uint64_t seed, const Stop& stop);

}  // namespace forloeb::bench
