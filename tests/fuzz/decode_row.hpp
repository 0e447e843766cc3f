// What must hold for any bytes that the engine reads back from its disk: runs, group headers, rows, the proof tree's edge, the head
// marker, and a write-ahead log scanned for records. Decoding them answers or refuses, and never throws, crashes or reads
// astray. Where a checksum stands in front of the decoder, the right one is put there, so that changed bytes come past it.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <tuple>

#include "engine/proof/merkle.hpp"
#include "engine/storage/head_mark.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/wal_scan.hpp"

namespace forloeb::fuzz {

inline std::string big_endian(std::uint32_t value) {
    std::string out;
    put_big_endian(out, value);
    return out;
}

inline std::string crc_of(std::string_view bytes) {
    return big_endian(static_cast<std::uint32_t>(crc32_z(0, as_bytes(bytes).data(), bytes.size())));
}

// magic | body | crc over both
inline std::string with_crc(std::string_view magic, std::string_view body) {
    std::string value = std::string(magic).append(body);
    return value + crc_of(value);
}

// "FLr1" | count | crc of the records | records
inline std::string run_of(std::string_view body) {
    const std::string count = big_endian(body.empty() ? 0 : static_cast<std::uint8_t>(body.front()) % 8 + 1);
    const std::string_view records = body.empty() ? body : body.substr(1);
    return "FLr1" + count + crc_of(records) + std::string(records);
}

/// The first byte chooses the decoder; the rest goes in.
inline void decode_row(ByteSpan input) {
    if (input.empty()) return;
    const std::string_view body = as_text(input.subspan(1));
    switch (input[0] % 10) {
        case 0: std::ignore = layout::decode_run(run_of(body)); break;
        case 1: std::ignore = layout::decode_run(body); break;
        case 2: std::ignore = layout::decode_group_header(as_bytes(with_crc("FLg1", body))); break;
        case 3: std::ignore = layout::decode_head(as_bytes(with_crc("FLh1", body))); break;
        case 4: std::ignore = layout::decode_append_row(as_bytes(body)); break;
        case 5: std::ignore = MerkleEdge::decode(as_bytes(body)); break;
        case 6: std::ignore = decode_marks(as_bytes(body)); break;
        case 7: std::ignore = layout::decode_anchor(as_bytes(body)); break;
        case 8: std::ignore = layout::decode_stream(as_bytes(body)); break;
        default: std::ignore = scan_wal(as_bytes(body)); break;
    }
}

}  // namespace forloeb::fuzz
