// The two clocks of a request, as the fold wants them. Pure; any thread.
#pragma once

#include "engine/read/fold.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// A day means the end of that day in Europe/Copenhagen (projections/README.md, G1); a month is `invalid`; unknown means now.
[[nodiscard]] Result<std::optional<Instant>> read_bound(Moment::Reader moment, const char* field);
[[nodiscard]] Result<AsOf> read_as_of(wire::AsOf::Reader as_of);

}  // namespace forloeb
