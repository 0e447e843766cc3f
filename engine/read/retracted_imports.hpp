// Which imports do not hold, as known at any position: import.retracted on the governance streams, themselves folded, so
// that retracting the retraction restores the import. Immutable once loaded; any thread.
#pragma once

#include <vector>

#include "engine/storage/store.hpp"
#include "events/codec/leaf.hpp"

namespace forloeb {

class RetractedImports {
  public:
    /// Reads and folds the governance streams.
    [[nodiscard]] static Result<RetractedImports> load(const Store& store);

    /// The batches that are retracted by what stands below `known`.
    [[nodiscard]] const std::vector<Uuid>& at(Position known) const;

    /// Could this event change which imports hold?
    [[nodiscard]] static bool concerned_by(const LeafRecord& leaf);

  private:
    struct Change {
        Position position;           // of the event that changed it
        std::vector<Uuid> retracted;  // from there on
    };
    std::vector<Change> changes_;  // by position; the first holds from the beginning
};

}  // namespace forloeb
