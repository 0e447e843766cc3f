// Which cases an answer names: every field `caseId` in it, wherever it stands. What the read log records as found. Any thread.
#pragma once

#include <vector>

#include "events/vocabulary/ids.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// In order, each once.
[[nodiscard]] std::vector<Uuid> cases_named_in(wire::Frame::Reader answer);

}  // namespace forloeb
