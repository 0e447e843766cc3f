// Events as they go over the wire. Any thread.
#pragma once

#include <span>

#include "engine/audit/read_receipt.hpp"
#include "engine/engine.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

/// Leaf, stored bytes and type, passed on as they are stored. `unsupported` if a newer version wrote it. `personal` stays
/// empty.
[[nodiscard]] Status write_record(wire::EventRecord::Builder out, const layout::Record& record);
/// The sealed parts, opened.
void write_personal(wire::EventRecord::Builder out, std::span<const UnsealedPart> parts);

/// About what an event takes on the wire beside its stored bytes.
inline constexpr std::size_t record_overhead_bytes = 256;
[[nodiscard]] std::size_t wire_bytes(std::span<const layout::Record> records);

/// An event on its way into a page.
struct Recorded {
    const EventView* event = nullptr;
    std::vector<UnsealedPart> personal;
};
/// Opens the sealed parts of `event` if there is a receipt, and adds what it takes to `bytes`.
[[nodiscard]] Result<Recorded> record(const Engine& engine, const EventView& event, const ReadReceipt* receipt, std::size_t& bytes);
void write_record(wire::EventRecord::Builder out, const Recorded& recorded);

/// A number of events asked for, 0 meaning as many as a page holds.
[[nodiscard]] PageLimit page_limit(std::uint32_t events_asked);

}  // namespace forloeb
