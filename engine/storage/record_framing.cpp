#include "engine/storage/record_framing.hpp"

#include <rocksdb/file_checksum.h>

#include <algorithm>

#include "events/vocabulary/bytes.hpp"

namespace forloeb {
namespace {

constexpr std::size_t block_bytes = 32 * 1024;
constexpr std::size_t header_bytes = 7;
constexpr std::uint8_t padding_type = 0;

std::uint32_t little_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8) | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

// As RocksDB stores it: over the type and the bytes, then masked so that a checksum of checksums stays a good one.
std::uint32_t masked_crc(std::string_view type_and_bytes) {
    static const auto factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    const auto generator = factory->CreateFileChecksumGenerator({});
    generator->Update(type_and_bytes.data(), type_and_bytes.size());
    generator->Finalize();
    const auto crc = get_big_endian<std::uint32_t>(as_bytes(generator->GetChecksum()).data());
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

}  // namespace

void RecordFraming::read(std::string_view bytes) {
    while (!bytes.empty() && !damaged_at_) {
        const std::size_t taken = std::min(block_bytes - block_.size(), bytes.size());
        block_.append(bytes.substr(0, taken));
        bytes.remove_prefix(taken);
        if (block_.size() < block_bytes) return;
        check_block();
        block_begins_ += block_bytes;
        block_.clear();
    }
}

void RecordFraming::finish() {
    if (!damaged_at_) check_block();
    block_.clear();
}

void RecordFraming::check_block() {
    const std::string_view block = block_;
    for (std::size_t at = 0; block.size() - at >= header_bytes;) {
        const std::size_t length = little_endian(block.substr(at + 4, 2));
        const auto type = static_cast<std::uint8_t>(block[at + 6]);
        const bool cut_off = block.size() - at - header_bytes < length;
        if (type == padding_type && length == 0) return;  // the rest of a block set aside and never written
        if (cut_off && block.size() < block_bytes) return;
        if (cut_off || masked_crc(block.substr(at + 6, 1 + length)) != little_endian(block.substr(at, 4))) {
            damaged_at_ = block_begins_ + at;
            return;
        }
        ++records_;
        at += header_bytes + length;
    }
}

}  // namespace forloeb
