// One run of power cuts over one data directory: start, check, load, cut, and again. Everything is drawn from one seed, so
// the same seed draws the same clients, cuts and losses; only the interleaving of threads is the machine's. With one
// writer the run is the same but for RocksDB's background work.
//
// Threads: the writers' own; the function returns when all have ended.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/faults/checkers.hpp"

namespace forloeb::faults {

struct RunShape {
    std::uint64_t seed = 1;
    std::uint32_t cuts = 20;
    std::uint32_t writers_max = 6;
    bool sync = true;  // false: the mutant that acknowledges before the sync
};

/// What happened, to show that the faults and the load did, and every violation.
struct RunReport {
    std::uint64_t seed = 0;
    std::uint32_t cuts = 0;
    std::uint32_t cuts_while_starting = 0;
    std::uint32_t cuts_in_flight = 0;  // not idle
    std::uint32_t cuts_that_lost = 0;  // unsynced bytes or names
    std::uint32_t sectors_torn = 0;
    std::uint64_t acknowledged = 0;  // appends
    std::uint64_t refused = 0;
    std::uint64_t unknown = 0;
    std::uint64_t unknown_found = 0;  // of those, found in the log by their retry
    std::uint64_t events = 0;
    std::uint64_t tables_made = 0;    // RocksDB's flushes and compactions
    std::uint64_t rows_compared = 0;  // of projections, with a rebuild's
    std::uint32_t manifests_shortened = 0;  // starts that cut off a torn end of RocksDB's MANIFEST
    std::vector<Violation> violations;
    std::vector<std::string> story;  // one line per cut

    void add(const RunReport& other);
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] RunReport run_power_cuts(const RunShape& shape);

}  // namespace forloeb::faults
