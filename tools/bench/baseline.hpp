// RocksDB by itself, on the same disk: what any store on top of it is measured against. Writes into a folder of its own,
// which the caller takes away. Blocking; one call at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

#include "events/vocabulary/result.hpp"
#include "tools/bench/figure.hpp"

namespace forloeb::bench {

/// True = stop early; what was done until then counts.
using Stop = std::function<bool()>;

/// Synced puts of one value each (WriteOptions::sync), shared out over the threads; each put timed.
[[nodiscard]] Result<Timing> raw_synced_puts(const std::filesystem::path& folder, std::size_t threads,
                                             std::uint64_t puts, std::size_t value_bytes, const Stop& stop);

/// One batch of `batch` values at a time, one sync each, until `puts` values are in; `indexed`: and a small entry for each
/// under a scattered key, as whoever finds events again needs. Timed per batch; operations are values.
[[nodiscard]] Result<Timing> raw_synced_batches(const std::filesystem::path& folder, std::size_t batch, std::uint64_t puts,
                                                std::size_t value_bytes, bool indexed, const Stop& stop);
/// Reads `values` values of 300 bytes in order of their keys, from table files that were written and compacted before the
/// clock starts. Not timed one by one.
[[nodiscard]] Result<Timing> raw_scan(const std::filesystem::path& folder, std::uint64_t values);

}  // namespace forloeb::bench
