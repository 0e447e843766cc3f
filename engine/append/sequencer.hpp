// The append rule, in one place: is this append new, does it expect what is there, do the case rules allow it; then its
// versions, positions and leaves. Works on an overlay (StreamHeads and the open group) that counts only after the log has
// accepted the group. Append thread only.
#pragma once

#include <map>
#include <span>
#include <unordered_map>

#include "engine/append/prepared.hpp"
#include "engine/append/stream_heads.hpp"
#include "engine/log/group.hpp"

namespace forloeb {

class Sequencer {
  public:
    /// Seals a write anew for the citizen that its case is about (engine/append/prepared.hpp).
    using SealAgain = std::function<Status(PreparedWrite&, const Uuid& subject)>;

    Sequencer(const Store& store, MerkleEdge edge, Instant newest_recorded, SealAgain seal_again);

    /// Starts a group at the head. `now` becomes its recordedAt unless an earlier group has a later one.
    void begin(Instant now, const Uuid& batch_id);
    /// Adds one append to the open group, or says why not; a refusal changes nothing and consumes nothing. Only its sealed
    /// parts may change, where they were sealed for somebody else than the case says.
    [[nodiscard]] AppendOutcome add(PreparedAppend& append);
    [[nodiscard]] Group& group() { return group_; }
    [[nodiscard]] bool is_full() const;

    /// The log has accepted the group.
    void committed();
    /// The log has not: forget what was assigned. `edge` is the tree of what the store holds now.
    void abandon(MerkleEdge edge, Instant newest_recorded);
    [[nodiscard]] StreamHeads& heads() { return heads_; }
    [[nodiscard]] const MerkleEdge& committed_edge() const { return edge_; }
    [[nodiscard]] Instant newest_recorded() const { return newest_recorded_; }
    /// As it was answered the first time, if this append was stored before; `conflict` if that had other content.
    [[nodiscard]] Result<std::optional<Stored>> find_repeated(const PreparedAppend& append) const;

  private:
    [[nodiscard]] Status check_expectations(const PreparedAppend& append);
    [[nodiscard]] Status check_bindings(const PreparedAppend& append) const;
    void assign(const PreparedWrite& write, StreamHead& head, std::span<const Objection> objections);

    const Store& store_;
    SealAgain seal_again_;
    StreamHeads heads_;
    MerkleEdge edge_;        // of everything committed
    Instant newest_recorded_;
    Group group_;
    std::size_t group_bytes_ = 0;
    std::unordered_map<Uuid, std::pair<Hash, Stored>> group_appends_;
    std::map<Hash, StreamId> group_bindings_;
};

}  // namespace forloeb
