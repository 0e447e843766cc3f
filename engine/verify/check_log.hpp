// Levels log and full: one reading of the log's rows in order. What the copies must agree with is gathered on the way:
// where each stream ends, and which entries the group headers name. One thread, one run; hashing is done ahead on others.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/proof/merkle.hpp"
#include "engine/storage/layout.hpp"
#include "engine/verify/course.hpp"
#include "engine/verify/entry_sum.hpp"
#include "engine/verify/hashed_rows.hpp"

namespace forloeb {

/// The newest event of a stream, as the log has it. Its leaf commits to all before it.
struct StreamEnd {
    StreamVersion version;
    Hash leaf{};
    bool met = false;  // in the copy by stream
};

/// What the log says, for the comparison with its copies.
struct LogFacts {
    std::unordered_map<StreamId, StreamEnd> streams;
    EntrySum appends;
    struct Bound {
        layout::BindingEntry entry;
        Position group;
    };
    std::vector<Bound> bindings;
    std::map<Position, Hash> purged;  // events whose sealed parts were taken out: what is left of them
    bool has_gaps = false;     // what is missing here may stand in a copy
};

class LogCheck {
  public:
    /// `entries`: gather what the append and identifier entries must be.
    LogCheck(const VerifyTarget& target, Course& course, bool entries) : target_(target), course_(course), entries_(entries) {}
    [[nodiscard]] LogFacts run();

  private:
    void take_row(const HashedRow& row);
    void take_header(Position first, std::string_view value);
    void take_run(Position first, const HashedRow& row);
    void take_event(const layout::Record& record, const Hash& payload, const Hash& leaf_hash);
    void take_purged(const layout::Record& record, const Hash& payload);
    /// Remembers what a payload.purged says is left of its events.
    void learn_purge(const layout::Record& record);
    void check_purged();
    void check_chain(const LeafRecord& leaf, const Hash& leaf_hash);
    void check_event_id(const LeafRecord& leaf);
    void gather_entries(Position first, const layout::GroupHeader& header);
    void lost_from(Position first, Error error);
    void resume_at(Position position);
    void found(Position at, std::string what);

    const VerifyTarget& target_;
    Course& course_;
    const bool entries_;
    LogFacts facts_;
    MerkleEdge edge_;
    Position expected_;
    Instant newest_;

    struct OpenGroup {
        layout::GroupHeader header;
        std::size_t append = 0;     // the entry its next event belongs to
        std::uint32_t ordinal = 0;  // of that event within the append
        std::uint32_t events = 0;
    };
    std::optional<OpenGroup> group_;  // empty behind a gap, until the next header
    struct Lost {
        Position first;
        Error error;
    };
    std::map<Uuid, std::string> remainders_;           // by event, as payload.purged names them
    std::map<Position, Uuid> purged_events_;
    std::optional<Lost> lost_;  // not readable from here on, so far
};

}  // namespace forloeb
