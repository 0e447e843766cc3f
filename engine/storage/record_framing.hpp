// The framing of RocksDB's growing files, the write-ahead log and the MANIFEST: blocks of 32 KiB, in each records of
// masked crc32c 4 (little-endian) | length 2 | type 1 | that many bytes; less than 7 bytes at a block's end are padding.
// Checks that every complete record is what was written. A record cut off at the very end is one being written, or a
// torn tail: whoever opens the file decides that, not this. Feed the file in order, any pieces. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace forloeb {

class RecordFraming {
  public:
    void read(std::string_view bytes);
    /// The offset of the first record that is not what was written; empty if there is none so far.
    [[nodiscard]] std::optional<std::uint64_t> damaged_at() const { return damaged_at_; }
    [[nodiscard]] std::uint64_t records() const { return records_; }
    void finish();  // looks at what is left of the last block

  private:
    void check_block();

    std::string block_;
    std::uint64_t block_begins_ = 0;
    std::uint64_t records_ = 0;
    std::optional<std::uint64_t> damaged_at_;
};

}  // namespace forloeb
