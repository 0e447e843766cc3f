// Sealing and opening the personal parts of an event: XChaCha20-Poly1305 by libsodium under the event's own leaf of the
// subject's key for the class. What a segment is bound to, and so cannot be moved from:
//
//   "forloeb segment v1" | origin hash 32 | event id 16 | stream kind 1 | stream id 16 | type id 8 | segment number 4
//   | subject 16 | class 1 | generation 4
//
// Plain text is padded (ISO 7816-4) to a multiple of 32 bytes, narrative to 256, so that a length tells little.
// Any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/privacy/key_folder.hpp"
#include "events/codec/propose.hpp"
#include "events/schema/envelope.capnp.h"

namespace forloeb {

/// What all segments of one event are bound to.
struct SealContext {
    Hash origin{};  // SHA-256 of the log's origin
    Uuid event_id;
    StreamId stream;
    std::uint64_t type_id = 0;
};

/// One part to seal, its subject resolved.
struct PartToSeal {
    Uuid subject;
    SensitivityClass sensitivity;
    ByteSpan plain;
};

/// Seals part `number` into `out`. `entropy` gives the nonce. `refused` if the subject's keys of that class are destroyed.
[[nodiscard]] Status seal_segment(const SealContext& context, std::uint32_t number, const PartToSeal& part, KeyFolder& keys,
                                  const std::function<void(Byte*, std::size_t)>& entropy, Segment::Builder out);

/// The plain bytes of a segment; empty if its key is gone, or its box was purged. `damaged` if it does not open under its key.
[[nodiscard]] Result<std::optional<std::string>> open_segment(const SealContext& context, std::uint32_t number,
                                                              Segment::Reader segment, const KeyFolder& keys);

}  // namespace forloeb
