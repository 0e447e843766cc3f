// How much a fault test does, from the environment: FORLOEB_FAULTS_SCALE = small (default; the slow suite), ci or long, and
// FORLOEB_FAULTS_SEED to begin with another seed or to replay one. tests/faults/run sets both.
#pragma once

#include <cstdint>
#include <string>

namespace forloeb::faults {

struct Scale {
    std::uint64_t seed = 1;
    std::uint32_t power_cuts = 60;
    std::uint32_t cut_stride = 37;       // every how many operations of a script is cut
    std::uint32_t recovery_stride = 211;  // and of its recovery
    std::uint32_t call_stride = 29;      // every how many disk calls of a kind fails
    std::uint32_t disk_full_runs = 3;    // of each of eight ways to fill a disk
    std::uint32_t read_stride = 5;       // every how many reads of a block fails
    std::uint32_t read_directories = 1;  // of so many directories
    std::uint32_t flips = 10;            // of one bit, in each kind of file
    std::uint32_t other_damage = 3;      // of each: truncated, zeroed, exchanged, stale, missing
    std::uint32_t wal_flips = 60;        // bits of a write-ahead log, each in a directory of its own
    std::uint32_t log_rounds = 10;       // of two nodes on one simulated log, each ending with a lost answer

    /// Aborts with a sentence on a word it does not know: a mistyped scale must not pass as a small one.
    [[nodiscard]] static Scale chosen();
};

/// What to type to see the run of this seed again.
[[nodiscard]] std::string replay_words(std::uint64_t seed);

}  // namespace forloeb::faults
