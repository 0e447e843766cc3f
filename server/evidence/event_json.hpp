// An event as one line of JSON: as `forloeb append` would take it, beside what the engine assigned. Clear fields only. Pure;
// any thread.
#pragma once

#include <string>

#include "events/codec/view.hpp"

namespace forloeb {

[[nodiscard]] std::string event_json(const EventView& event);

}  // namespace forloeb
