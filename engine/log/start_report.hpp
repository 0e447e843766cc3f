// What a start found out about the log before it served it (engine/log/head_proof.hpp). Values only.
#pragma once

#include <cstdint>

namespace forloeb {

struct StartReport {
    bool stopped_cleanly = false;       // the stop before this start was a clean one; false for a new directory
    std::uint64_t dropped_events = 0;   // of groups that power tore off before anybody was answered; their clients ask again
    bool torn_tail = false;             // a write-ahead log ended in bytes that were no record
    std::uint64_t manifest_bytes_dropped = 0;  // of a torn MANIFEST, after everything without them had been read and proven
    std::uint64_t anchors = 0;          // tiles of 4,096 events whose roots lead to the head's
    std::uint64_t events_read = 0;      // the newest segment; the whole log if something was wrong, or had no anchors yet
    bool anchors_written = false;       // a directory from before there were any
};

}  // namespace forloeb
