// Ids as the schemas spell them (Id16: two halves) and as everybody else does (Uuid). Pure; any thread.
//
// Not here: streams on the wire (server/protocol/ids.hpp).
#pragma once

#include <vector>

#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

[[nodiscard]] inline Uuid read_id(Id16::Reader id) { return Uuid::from_halves(id.getHigh(), id.getLow()); }

inline void write_id(Id16::Builder out, const Uuid& id) {
    out.setHigh(id.high());
    out.setLow(id.low());
}

/// `init` makes the list of so many: initEvents, initCases and their like.
template <typename Init>
void write_ids(Init init, const std::vector<Uuid>& ids) {
    auto out = init(static_cast<unsigned>(ids.size()));
    for (unsigned i = 0; i < out.size(); ++i) write_id(out[i], ids[i]);
}

}  // namespace forloeb
