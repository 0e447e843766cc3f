// START HERE for verification: reading what is stored and comparing it with its own proofs. Three levels, each with the
// ones before it:
//
//   checksums  every file of the store, FORMAT and the key folder are, byte for byte, what was written
//   log        the whole log position by position: no hole, checksums, every event what its leaf says, each stream's chain
//              of leaves, each group's root before it, and the recomputed root is the one the head names
//   full       the copy by stream is the log, and the append and identifier entries are those of the group headers, both ways
//
// Promise: a finding does not end the reading; each names the place (file, table, range of positions) and nobody's data.
// Reads only. Any thread but the append thread; appends go on meanwhile, and what they add is left for the next time.
//
// Not here: projections (derived state is rebuilt, not proven: server/handlers/verify.cpp compares digests), and repair.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

class Store;

enum class VerifyLevel : std::uint8_t { checksums, log, full };

struct Finding {
    std::string file;   // its name, where it is known
    std::string table;  // "log", "streams", "appends", "identifiers", "meta"; empty for a file
    Position first;     // the positions concerned are [first, end); none if they are equal
    Position end;
    std::string what;   // a full sentence
};

struct VerifyReport {
    VerifyLevel level = VerifyLevel::checksums;
    Position head;       // what was read is the log up to here
    Hash root{};         // as the head names it
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;  // read from files and tables
    std::uint64_t events = 0;
    std::uint64_t purged = 0;  // of these: leaf proven, sealed parts discarded, the rest proven by payload.purged
    std::uint64_t streams = 0;
    std::uint64_t appends = 0;
    std::uint64_t identifiers = 0;
    bool finished = true;             // false: told to stop
    std::uint64_t findings_count = 0;  // of these, the first limits::findings_max are kept
    std::vector<Finding> findings;

    [[nodiscard]] bool is_clean() const { return finished && findings_count == 0; }
};

struct VerifyProgress {
    const char* reading = "";    // "files", "log", "streams", "appends", "identifiers"
    std::uint64_t bytes = 0;     // read so far, over everything
    std::uint64_t bytes_of = 0;  // about how much there is to read
};
/// Hears how far it is, often; it may sleep to spare the disk. False: stop here.
using VerifyStep = std::function<bool(const VerifyProgress&)>;

/// What is to be verified; `head` and `root` are of one moment.
struct VerifyTarget {
    const Store& store;
    std::filesystem::path data;  // empty: FORMAT is not looked at
    std::filesystem::path keys;  // empty: the key folder is not looked at
    Position head;
    Hash root{};
};

[[nodiscard]] VerifyReport verify(const VerifyTarget& target, VerifyLevel level, const VerifyStep& step);

}  // namespace forloeb
