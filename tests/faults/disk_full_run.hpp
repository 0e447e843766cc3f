// One run of a disk that fills: load, full, what is answered then, room again, and everything checked. Drawn from one seed.
//
//   by us            the disk is only as large as the load needs: RocksDB must never meet its end, whatever the load
//   by somebody else the rest of the disk is gone in the middle of a write of the kind named, at a random byte: the
//                    engine may fail for that one write, but not abort, and a start on the full disk is refused by name
//   at start         the same, while the engine opens after a crash
//
// Threads: the writers' own; the function returns when all have ended.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/faults/checkers.hpp"

namespace forloeb::faults {

enum class Filled : std::uint8_t { by_us, by_somebody_else, at_start };

struct DiskFullShape {
    std::uint64_t seed = 1;
    Filled filled = Filled::by_us;
    std::string kind;  // of file (SimulatedDisk::fill_at_write); by_us: none
};

struct DiskFullReport {
    std::uint64_t acknowledged = 0;      // appends
    std::uint64_t answered_full = 0;     // `storage_full`
    std::uint64_t unknown = 0;
    std::uint64_t stored_after = 0;      // when there was room again
    std::uint64_t resumed_at_once = 0;   // runs in which the same engine went on
    std::uint64_t failures_told = 0;     // storage failures: the process would have ended with code 5
    std::uint64_t starts_refused = 0;    // on the full disk, as `storage_full`
    std::uint64_t tables_made = 0;
    std::uint64_t met_the_end = 0;       // writes that did not fit
    std::vector<Violation> violations;

    void add(const DiskFullReport& other);
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] DiskFullReport run_disk_full(const DiskFullShape& shape);

}  // namespace forloeb::faults
