// An event as one line of JSON: as `forloeb append` would take it, beside what the engine assigned. Clear fields only. Pure;
// a HouseJson belongs to one thread.
#pragma once

#include <string>

#include "events/codec/json.hpp"
#include "events/codec/view.hpp"

namespace forloeb {

[[nodiscard]] std::string event_json(HouseJson& json, const EventView& event);

}  // namespace forloeb
