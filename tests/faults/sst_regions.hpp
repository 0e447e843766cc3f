// Where things lie in one of RocksDB's table files (format version 5), so that damage can be aimed: data blocks, filter,
// index, and the tail (properties, metaindex, footer). Read from the footer and the metaindex. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace forloeb::faults {

struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
};

struct SstRegions {
    Extent data, filter, index, tail;
    std::string table;  // the column family that it belongs to
};

/// Empty if `file` is no such file.
[[nodiscard]] std::optional<SstRegions> regions_of(std::string_view file);

}  // namespace forloeb::faults
