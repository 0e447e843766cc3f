// Brings the local store up to the log of record: at start, and when another writer was faster. Each group is checked
// against the proof tree before it, its rows are derived and written synced. The calling thread owns the store's writing.
#pragma once

#include <functional>

#include "engine/log/log.hpp"

namespace forloeb {

/// Where the local store stands.
struct LogEnd {
    MerkleEdge edge;      // over all its events
    Instant recorded_at;  // of the newest; 0 if there is none
};

/// Moves `end` forward past every group the log has beyond it; `taken` is told of each after its rows are durable. Returns
/// the number of groups; on an error `end` is where it got to.
[[nodiscard]] Result<std::size_t> take_over(Log& log, Store& store, LogEnd& end, const std::function<void(const Group&)>& taken);

}  // namespace forloeb
