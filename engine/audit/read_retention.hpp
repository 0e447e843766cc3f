// How long the sealed parts of read records are kept: names of staff, search terms, reasons. When the time of a volume of the
// read log is up, counted from its newest record, its keys are destroyed by an event in that log, and the epoch is rotated; the
// clear parts (pseudonyms, ids, counts), leaves and proofs stay. Copies of older keys open nothing of it from then on.
//
// A volume that names somebody or a case that is on hold is left until the hold is lifted. Any thread but the read log's append
// thread; one at a time.
//
// Not here: who may ask for it, and how often it is done (server/retention).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace forloeb {

struct RetentionMonths {
    static constexpr std::uint32_t least = 6;  // logs of use must be there to be checked every half year
    static constexpr std::uint32_t most = 1200;
    std::uint32_t ordinary = 24;
    std::uint32_t penal = 60;  // where penal matters might have been read
};

/// Is this person or case on hold?
using OnHold = std::function<bool(const Uuid& subject_or_case)>;

struct RetainedVolume {
    StreamId volume;
    bool penal = false;
    std::uint64_t records = 0;
    Instant newest;
    Uuid event;  // subject.key_destroyed; nil where it was only looked
};

struct RetentionReport {
    std::vector<RetainedVolume> over;  // their time was up
    std::uint64_t kept = 0;            // volumes that still have time, or are on hold
    std::uint32_t epoch = 0;           // of the keys now; 0 if none were destroyed
};

/// `look`: only says what would go. `actor`: the pseudonym that stands in the events.
[[nodiscard]] Result<RetentionReport> retain_reads(Engine& reads, const RetentionMonths& months, const OnHold& on_hold, const std::string& actor, bool look);

}  // namespace forloeb
