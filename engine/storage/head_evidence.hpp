// What lies beside the store and says how far the log had come, and the judgement of it: RocksDB's recovery ends a
// write-ahead log at the first record it cannot read and calls that success, whether power tore off an unacknowledged tail
// or rot took acknowledged events. The two can be told apart because each group is written only after the one before it is
// synced, and says so in its head record ("durable head"):
//
//   a record that says: synced up to more than was recovered   acknowledged events are lost: the start is refused
//   records beyond what was recovered that say no more         a torn tail, never acknowledged: dropped and counted
//   a mark (HEAD-MARKER) beyond what was recovered             lost as well; it sees the last group, which no record follows
//
// Honest limit: rot in the very last group before an unclean stop, newer than the last mark, looks like a torn write.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/storage/head_mark.hpp"
#include "engine/storage/wal_scan.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

struct ScannedLog {
    std::string name;  // of the file, e.g. "000012.log"
    WalFindings findings;
};

/// A head record in a file of rows that the store does not name. It was synced before it came there.
struct StrayHead {
    std::string file;
    Position next;
};

struct HeadEvidence {
    std::optional<HeadMark> mark;
    std::vector<ScannedLog> logs;  // oldest first
    std::vector<StrayHead> strays = {};

    /// Nothing says that there ever was an event.
    [[nodiscard]] bool is_empty() const;
};

struct HeadVerdict {
    std::uint64_t dropped_events = 0;  // of groups that were never acknowledged, as far as their head records can be read
    bool torn_tail = false;            // a write-ahead log ends in bytes that are no record
    bool damage_within = false;        // ... or has some before its end: trust nothing that was not read
};

/// What recovery made of the log.
struct RecoveredHead {
    Position next;
    Hash root{};
};

/// `damaged` if acknowledged events are missing: the message names their positions, the witness (file and byte) and the
/// first bytes that cannot be read.
[[nodiscard]] Result<HeadVerdict> judge_head(const HeadEvidence& evidence, const RecoveredHead& recovered);

}  // namespace forloeb
