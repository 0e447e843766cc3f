// Ids and streams as they are named on the wire. Pure; any thread.
#pragma once

#include "events/codec/id16.hpp"
#include "events/vocabulary/ids.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// `invalid` if the kind is none of ours or the id is nil; `field` is the path to name.
[[nodiscard]] Result<StreamId> read_stream_ref(wire::StreamRef::Reader ref, std::string_view field);
[[nodiscard]] Result<StreamKind> read_stream_kind(wire::StreamKind kind, std::string_view field);
void write_stream_ref(wire::StreamRef::Builder out, const StreamId& stream);

}  // namespace forloeb
