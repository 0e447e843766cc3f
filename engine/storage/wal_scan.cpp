#include "engine/storage/wal_scan.hpp"

#include <algorithm>
#include <array>

namespace forloeb {
namespace {

constexpr std::size_t fragment_header_bytes = 7;
constexpr std::uint8_t type_whole = 1, type_first = 2, type_last = 4;
constexpr std::size_t head_record_bytes = 56;
constexpr std::size_t head_at = 12;  // in a record, after sequence and count
constexpr std::string_view before_head = "\x01\x04head\x38";  // value of the default table, key, length
constexpr std::size_t beginning_bytes = head_at + before_head.size() + head_record_bytes;

// Eight bytes a step: a start after a kill reads up to max_total_wal_size through this.
using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;
constexpr CrcTables make_tables() {
    CrcTables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78u : 0u);
        tables[0][i] = crc;
    }
    for (std::uint32_t i = 0; i < 256; ++i)
        for (std::size_t step = 1; step < tables.size(); ++step)
            tables[step][i] = (tables[step - 1][i] >> 8) ^ tables[0][tables[step - 1][i] & 0xff];
    return tables;
}
constexpr CrcTables tables = make_tables();

std::uint32_t little_endian_32(const Byte* data) {
    return data[0] | std::uint32_t{data[1]} << 8 | std::uint32_t{data[2]} << 16 | std::uint32_t{data[3]} << 24;
}

bool all_zero(ByteSpan bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](Byte byte) { return byte == 0; });
}

}  // namespace

std::uint32_t crc32c(ByteSpan bytes) {
    std::uint32_t crc = ~0u;
    const Byte* data = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, data += 8) {
        const std::uint32_t low = little_endian_32(data) ^ crc, high = little_endian_32(data + 4);
        crc = tables[7][low & 0xff] ^ tables[6][(low >> 8) & 0xff] ^ tables[5][(low >> 16) & 0xff] ^ tables[4][low >> 24] ^
              tables[3][high & 0xff] ^ tables[2][(high >> 8) & 0xff] ^ tables[1][(high >> 16) & 0xff] ^ tables[0][high >> 24];
    }
    for (; left > 0; --left, ++data) crc = (crc >> 8) ^ tables[0][(crc ^ *data) & 0xff];
    return ~crc;
}

bool WalScan::read_fragment(ByteSpan bytes, Fragment& fragment) {
    if (bytes.size() < fragment_header_bytes) return false;
    const std::size_t length = bytes[4] | std::size_t{bytes[5]} << 8;
    const std::uint8_t type = bytes[6];
    if (type < type_whole || type > type_last || length > bytes.size() - fragment_header_bytes) return false;
    const std::uint32_t crc = crc32c(bytes.subspan(6, length + 1));
    if (((crc >> 15 | crc << 17) + 0xa282ead8u) != little_endian_32(bytes.data())) return false;
    fragment = {type, bytes.subspan(fragment_header_bytes, length)};
    return true;
}

void WalScan::add_block(ByteSpan block) {
    std::size_t at = 0;
    while (at < block.size()) {
        const ByteSpan rest = block.subspan(at);
        Fragment fragment;
        if (read_fragment(rest, fragment)) {
            take(fragment, offset_ + at);
            at += fragment_header_bytes + fragment.payload.size();
            continue;
        }
        if (all_zero(rest)) {
            if (!zeros_seen_ && rest.size() >= fragment_header_bytes) {
                zeros_seen_ = true;
                zeros_at_ = offset_ + at;
            }
            if (rest.size() < fragment_header_bytes && findings_.whole_until == offset_ + at) findings_.whole_until += rest.size();
            break;
        }
        // Not a fragment: on to the next place in this block where one stands whole.
        std::size_t next = at + 1;
        while (next < block.size() && !read_fragment(block.subspan(next), fragment)) ++next;
        take_damaged(block.subspan(at, next - at), offset_ + at);
        at = next;
    }
    offset_ += block.size();
}

void WalScan::take(const Fragment& fragment, std::uint64_t offset) {
    if (zeros_seen_) damaged_at(zeros_at_);  // something follows: these zeros were bytes once
    zeros_seen_ = false;
    follow(fragment, offset);
    if (fragment.type == type_whole || fragment.type == type_first) {
        beginning_.clear();
        record_at_ = offset;
        collecting_ = true;
    }
    if (!collecting_) return;
    beginning_.append(as_text(fragment.payload.first(std::min(fragment.payload.size(), beginning_bytes - beginning_.size()))));
    if (beginning_.size() == beginning_bytes) {
        collecting_ = false;
        take_beginning();
    }
    if (fragment.type == type_whole || fragment.type == type_last) collecting_ = false;
}

void WalScan::follow(const Fragment& fragment, std::uint64_t offset) {
    const bool begins = fragment.type == type_whole || fragment.type == type_first;
    if (findings_.goes_on || !findings_.damage.empty() || begins == in_record_) {
        findings_.goes_on = true;
        return;
    }
    in_record_ = fragment.type != type_whole && fragment.type != type_last;
    if (!in_record_) findings_.whole_until = offset + fragment_header_bytes + fragment.payload.size();
}

void WalScan::take_beginning() {
    const std::string_view entry = std::string_view(beginning_).substr(head_at);
    if (!entry.starts_with(before_head)) return;
    if (const auto head = layout::decode_head(as_bytes(entry.substr(before_head.size()))))
        findings_.heads.push_back({record_at_, head->next, head->durable});
}

// A head record may be whole in a fragment that is not.
void WalScan::take_damaged(ByteSpan bytes, std::uint64_t offset) {
    if (zeros_seen_) damaged_at(zeros_at_);
    zeros_seen_ = false;
    collecting_ = false;
    damaged_at(offset);
    const std::string_view text = as_text(bytes);
    for (std::size_t at = text.find(before_head); at != std::string_view::npos; at = text.find(before_head, at + 1)) {
        const std::string_view record = text.substr(at + before_head.size(), head_record_bytes);
        if (const auto head = layout::decode_head(as_bytes(record)))
            findings_.heads.push_back({offset + at + before_head.size(), head->next, head->durable});
    }
}

void WalScan::damaged_at(std::uint64_t offset) {
    constexpr std::size_t damage_named_max = 1000;  // a file of noise must not become a list of its bytes
    if (findings_.damage.size() < damage_named_max) findings_.damage.push_back(offset);
}

WalFindings scan_wal(ByteSpan file) {
    WalScan scan;
    for (; !file.empty(); file = file.subspan(std::min(file.size(), WalScan::block_bytes)))
        scan.add_block(file.first(std::min(file.size(), WalScan::block_bytes)));
    return scan.findings();
}

}  // namespace forloeb
