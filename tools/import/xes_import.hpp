// Imports an XES log into a case store: the run.
//
//   file -> xes::Reader -> Inspector (counts what the source is like) -> window of cases
//        -> ask the target what it has -> Translator -> appends of whole events, in order per case
//
// Promise: repeatable and resumable. What is stored already, told by source position within its case, is not stored again;
// what differs from what is stored is reported and not written; so an interrupted import, or one of a broken file, is
// mended by repeating it. A case is bound to its number through the keyed index in the same append that opens it.
//
// Memory: one window of at most window_events events, and about 60 bytes for each case seen. One thread.
#pragma once

#include <filesystem>
#include <functional>

#include "tools/import/mapping.hpp"
#include "tools/import/report.hpp"
#include "tools/import/target.hpp"
#include "tools/xes/input.hpp"

namespace forloeb {

struct ImportProgress {
    std::uint64_t bytes = 0;  // of the file, as it lies on disk; 0 when reading from memory
    std::uint64_t cases = 0;
    std::uint64_t events = 0;
};

struct ImportOptions {
    bool dry_run = false;                                 // everything but the appends
    std::function<void(const ImportProgress&)> progress;  // called now and then, on the calling thread
    std::function<bool()> stop;                           // true = finish what is complete and end
};

/// Imports everything the input yields. Errors stand in the report, beside what was done until then.
[[nodiscard]] ImportReport import_xes(xes::Input& input, const Mapping& mapping, ImportTarget& target,
                                      const ImportOptions& options);
/// The same for a file: the report then also has its size and SHA-256.
[[nodiscard]] ImportReport import_xes_file(const std::filesystem::path& file, const Mapping& mapping,
                                           ImportTarget& target, const ImportOptions& options);

}  // namespace forloeb
