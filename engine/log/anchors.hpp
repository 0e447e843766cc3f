// Anchors: the root of each full tile of 4,096 events, written in the batch that completes the tile. At start they stand
// for the events below the newest segment: the tile roots and the leaves of the newest segment must give the root that the
// head names, so a start reads one row per tile and at most one tile of events, however long the log is.
//
// Does not look at events below the newest segment unless it is told to, nor at the copy by stream of any but the newest:
// engine/verify does. The calling thread owns the store's writing.
#pragma once

#include <optional>

#include "engine/proof/merkle.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {

struct AnchorCheck {
    std::uint64_t anchors = 0;      // compared
    std::uint64_t events_read = 0;  // of the newest segment, or of the whole log
    bool written = false;           // there were none: the whole log was read and they were written
};

/// A root that the log had at an earlier size, to be met on the way.
struct KnownRoot {
    Position next;
    Hash root{};
};

/// `end` is what the head record names. `damaged`, with the positions, unless the anchors are all there, in order, and
/// lead to it. `everything`: reads all events, not only the newest segment.
[[nodiscard]] Result<AnchorCheck> check_anchors(Store& store, const MerkleEdge& end, bool everything,
                                                const std::optional<KnownRoot>& known = {});

}  // namespace forloeb
