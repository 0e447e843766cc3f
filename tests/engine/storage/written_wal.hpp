// A write-ahead log as RocksDB writes it, made by hand: what engine/storage/wal_scan.hpp describes, from the other side.
#pragma once

#include <string>

#include "engine/storage/layout.hpp"
#include "engine/storage/wal_scan.hpp"

namespace forloeb::testing {

class WrittenWal {
  public:
    /// One record of a group: our head record first, then `payload_bytes` of an entry of the log. Returns where it begins.
    std::uint64_t add_group(Position durable, Position next, std::size_t payload_bytes) {
        std::string record(8, '\0');
        record.append({2, 0, 0, 0});
        record.append("\x01\x04head\x38").append(layout::encode_head({next, durable, Hash{static_cast<Byte>(next.value)}}));
        record.append(payload_bytes, 'p');
        return add_record(record);
    }
    std::uint64_t add_record(std::string_view record) {
        if (left_in_block() < header_bytes) bytes_.append(left_in_block(), '\0');
        const std::uint64_t begin = bytes_.size();
        bool first = true;
        do {
            if (left_in_block() < header_bytes) bytes_.append(left_in_block(), '\0');
            const std::string_view part = record.substr(0, left_in_block() - header_bytes);
            record.remove_prefix(part.size());
            const bool last = record.empty();
            add_fragment(first && last ? 1 : first ? 2 : last ? 4 : 3, part);
            first = false;
        } while (!record.empty());
        return begin;
    }
    [[nodiscard]] std::size_t left_in_block() const { return WalScan::block_bytes - bytes_.size() % WalScan::block_bytes; }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    static constexpr std::size_t header_bytes = 7;

    void add_fragment(char type, std::string_view payload) {
        std::string checked(1, type);
        checked.append(payload);
        const std::uint32_t crc = crc32c(as_bytes(checked));
        const std::uint32_t masked = (crc >> 15 | crc << 17) + 0xa282ead8u;
        for (int shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<char>(masked >> shift & 0xff));
        bytes_.push_back(static_cast<char>(payload.size() & 0xff));
        bytes_.push_back(static_cast<char>(payload.size() >> 8));
        bytes_.append(checked);
    }

    std::string bytes_;
};

}  // namespace forloeb::testing
