// One step of a subscription's cursor over the log. Any thread but the append thread.
#pragma once

#include "engine/engine.hpp"
#include "server/access/access_control.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

/// At most `events_max` matching events from the cursor on, as a ready push, and the cursor after them. Looks at a bounded
/// part of the log: nothing found yet with the cursor moved on is a normal answer. `access` knows which unit and partners a
/// case has; it decides nothing here.
[[nodiscard]] Result<Pulled> pull_events(const Engine& engine, const AccessControl& access, std::uint64_t corr, const LogCursor& cursor, std::size_t events_max);

}  // namespace forloeb
