// libFuzzer target for what the engine reads back from its disk: runs, group headers, rows, the proof tree's edge, the head
// marker, and a write-ahead log scanned for records. The first byte says which; where a checksum stands in front of the
// decoder, the right one is put there, so that the fuzzer comes past it. Built as tests/fuzz/event_decode_fuzz.cpp says:
//
//   ninja -C build/fuzz fuzz_stored && build/fuzz/bin/fuzz_stored -max_total_time=60
#include <zlib.h>

#include <cstdint>
#include <string>

#include "engine/proof/merkle.hpp"
#include "engine/storage/head_mark.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/wal_scan.hpp"

using namespace forloeb;

namespace {

std::string big_endian(std::uint32_t value) {
    std::string out;
    put_big_endian(out, value);
    return out;
}

std::string crc(std::string_view bytes) {
    return big_endian(static_cast<std::uint32_t>(crc32_z(0, as_bytes(bytes).data(), bytes.size())));
}

// magic | body | crc over both
std::string sealed(std::string_view magic, std::string_view body) {
    std::string value = std::string(magic).append(body);
    return value + crc(value);
}

// "FLr1" | count | crc of the records | records
std::string run_of(std::string_view body) {
    const std::string count = big_endian(body.empty() ? 0 : static_cast<std::uint8_t>(body.front()) % 8 + 1);
    const std::string_view records = body.empty() ? body : body.substr(1);
    return "FLr1" + count + crc(records) + std::string(records);
}

void decode(std::uint8_t which, std::string_view body) {
    switch (which % 8) {
        case 0: std::ignore = layout::decode_run(run_of(body)); break;
        case 1: std::ignore = layout::decode_run(body); break;
        case 2: std::ignore = layout::decode_group_header(as_bytes(sealed("FLg1", body))); break;
        case 3: std::ignore = layout::decode_head(as_bytes(sealed("FLh1", body))); break;
        case 4: std::ignore = layout::decode_append_row(as_bytes(body)); break;
        case 5: std::ignore = MerkleEdge::decode(as_bytes(body)); break;
        case 6: std::ignore = decode_marks(as_bytes(body)); break;
        default: std::ignore = scan_wal(as_bytes(body)); break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 0) decode(data[0], as_text(ByteSpan(data + 1, size - 1)));
    return 0;
}
