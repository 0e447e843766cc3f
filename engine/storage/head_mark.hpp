// What the file HEAD-MARKER of a data directory says: how far the log had certainly come. Two slots of 4 KiB, written in
// turn, so that a power cut spoils at most the one that was being written:
//
//   "FLm1" | flags 1 (1 = stopped cleanly) | sequence 8 | next position 8 | root 32 | crc 4 | zeros     (57 bytes used)
//
// Integers big-endian, crc is CRC-32 over the bytes before it. Sequence n lies in slot n mod 2; the higher one counts.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

inline constexpr std::size_t mark_slot_bytes = 4096;

struct HeadMark {
    std::uint64_t sequence = 0;
    Position next;  // as many events had been synced
    Hash root{};    // over them
    bool clean = false;
    bool operator==(const HeadMark&) const = default;
};

/// One slot, mark_slot_bytes long.
[[nodiscard]] std::string encode_mark(const HeadMark& mark);
/// The newer of the two slots that can be read; empty if none can.
[[nodiscard]] std::optional<HeadMark> decode_marks(ByteSpan file);

}  // namespace forloeb
