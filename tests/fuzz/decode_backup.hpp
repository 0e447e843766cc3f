// What must hold for any bytes in a backup, and in RocksDB's growing files as verification reads them: decoding them answers
// or refuses, and never throws, crashes or reads astray. The rows of the store: tests/fuzz/stored_fuzz.cpp.
#pragma once

#include <cstdlib>

#include "engine/backup/archive.hpp"
#include "engine/backup/group_assembler.hpp"
#include "engine/storage/record_framing.hpp"

namespace forloeb::fuzz {

inline void decode_manifest_text(std::string_view text) {
    const auto manifest = decode_manifest(text);
    if (manifest && encode_manifest(*manifest) != text) std::abort();
}

/// A part of a backup, into groups as far as they hold together.
inline void decode_part(std::string_view part) {
    GroupAssembler groups;
    const Status split = split_part(part, [&groups](std::string_view value) -> Status {
        FORLOEB_TRY(const Group* const group, groups.take(value));
        if (group != nullptr && group->events.size() != group->header.count) std::abort();
        return {};
    });
    (void)split;
}

inline void decode_framing(std::string_view bytes) {
    RecordFraming framing;
    framing.read(bytes);
    framing.finish();
    if (framing.damaged_at() && *framing.damaged_at() >= bytes.size()) std::abort();
}

/// The first byte chooses the decoder; the rest goes in.
inline void decode_backup(ByteSpan input) {
    if (input.empty()) return;
    const std::string_view rest = as_text(input.subspan(1));
    switch (input[0] % 3) {
        case 0: return decode_manifest_text(rest);
        case 1: return decode_part(rest);
        default: return decode_framing(rest);
    }
}

}  // namespace forloeb::fuzz
