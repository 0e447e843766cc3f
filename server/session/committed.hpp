// Which streams and types a stretch of the log is of: enough to tell most filtered subscriptions, without a read of theirs,
// that nothing in it is for them. Made once for all of them (Handlers::committed). Immutable; any thread.
//
// It answers "certainly not" or "perhaps": the reading itself decides.
#pragma once

#include <unordered_map>
#include <vector>

#include "events/codec/leaf.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

class Committed {
  public:
    /// Of the events [from, to); `leaves` in log order, all of them.
    Committed(Position from, Position to, const std::vector<LeafRecord>& leaves);

    [[nodiscard]] Position from() const { return from_; }
    [[nodiscard]] Position to() const { return to_; }
    /// May one of the events at or after `next` be wanted?
    [[nodiscard]] bool may_match(const SubscriptionFilter& filter, Position next) const;

  private:
    Position from_, to_;
    std::unordered_map<StreamId, Position> streams_;     // with the newest event of each
    std::unordered_map<std::uint64_t, Position> types_;  // the same, also under the type that an older one is lifted to
};

}  // namespace forloeb
