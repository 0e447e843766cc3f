// A case's evidence, asked for request by request: by the command line over a socket, by HTTP of the handlers in its own
// process. Each request passes the gate and is put on record as any other of that caller. What comes back is verified before
// it is used. One thread.
#pragma once

#include "server/evidence/asking.hpp"
#include "server/evidence/bundle.hpp"

namespace forloeb {

/// All events of the stream that the newest checkpoint covers. `not_found` if it covers none; `invalid` if their bytes are
/// more than `bytes_max`.
[[nodiscard]] Result<Bundle> gather_bundle(const AskFrame& ask, StreamId stream, std::size_t bytes_max);

}  // namespace forloeb
