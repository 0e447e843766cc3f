// How much RocksDB may hold outside its finished tables, and how much room it must find so that it never meets a full
// disk. All follow from one number, the space floor, so that no limit can be raised without the floor that covers it:
//
//   floor >= 2 x (write-ahead log + memtables) + largest compaction
//
// Values only; any thread. Who asks the disk: engine/storage/free_space.hpp.
#pragma once

#include <cstdint>

namespace forloeb {

inline constexpr std::uint64_t space_floor_default = 512u << 20;
inline constexpr std::uint64_t space_floor_min = 16u << 20;  // below, memtables would be smaller than RocksDB makes them

inline constexpr int store_open_files_max = 512;

struct StoreLimits {
    std::uint64_t write_ahead_log;  // live, before a flush is forced
    std::uint64_t runs_buffer;      // a memtable of log, and of streams
    std::uint64_t appends_buffer;
    std::uint64_t identifiers_buffer;
    std::uint64_t meta_buffer;
    std::uint64_t table_file;       // one file of a lower level
    std::uint64_t first_level;      // level 1, whole
    std::uint64_t overlap;          // what one file's compaction may meet one level below

    static constexpr int buffers_a_table = 2;     // one being filled, one being flushed
    static constexpr int unsorted_files_max = 16;  // of level 0; then writes wait

    [[nodiscard]] static constexpr StoreLimits within(std::uint64_t floor) {
        return {floor / 8, floor / 64, floor / 128, floor / 256, floor / 512, floor / 16, floor / 4, floor / 2};
    }
    [[nodiscard]] constexpr std::uint64_t memtables() const {
        return buffers_a_table * (2 * runs_buffer + appends_buffer + identifiers_buffer + meta_buffer);
    }
    [[nodiscard]] constexpr std::uint64_t largest_compaction() const {
        const std::uint64_t from_level_0 = unsorted_files_max * runs_buffer + first_level;
        const std::uint64_t from_below = table_file + overlap;
        return from_level_0 > from_below ? from_level_0 : from_below;
    }
    [[nodiscard]] constexpr std::uint64_t floor() const { return 2 * (write_ahead_log + memtables()) + largest_compaction(); }
};

static_assert(StoreLimits::within(space_floor_default).floor() <= space_floor_default);
static_assert(StoreLimits::within(space_floor_min).floor() <= space_floor_min);

}  // namespace forloeb
