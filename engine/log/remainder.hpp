// What is left of an event whose sealed boxes were purged: the same bytes in the same place, with the nonce and box of every
// segment zero. So nothing else in the store, in copies of the log or in proofs changes; the leaf goes on naming the digest of
// what was, and the event payload.purged names the digest of what is left (SHA-256 of these bytes). Pure; any thread.
#pragma once

#include <string>

#include "engine/storage/layout.hpp"
#include "events/schema/envelope.capnp.h"

namespace forloeb {

/// Is there nothing in this segment's box?
[[nodiscard]] bool is_purged(Segment::Reader segment);
/// Is every segment of a StoredEvent purged, and is there one? False for bytes that are no event.
[[nodiscard]] bool is_remainder(ByteSpan payload);
/// The StoredEvent with its boxes zeroed; `invalid` if nothing in it is sealed.
[[nodiscard]] Result<std::string> remainder_of(ByteSpan payload);

/// Are these the bytes the leaf commits to, or what a purge leaves of them? Which purge, verify() asks (check_log.hpp).
[[nodiscard]] bool is_what_its_leaf_says(const layout::Record& record);

}  // namespace forloeb
