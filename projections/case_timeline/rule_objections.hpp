// Which case rule would have refused an imported event. The engine stores only that one would have (a flag of the leaf),
// so the timeline asks the rules again over the same history. Pure; any thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include "events/codec/view.hpp"

namespace forloeb {

/// By stream version: "rule: why", for events whose leaf is marked. `stored` is the stream from its beginning, in order.
[[nodiscard]] std::unordered_map<std::uint64_t, std::string> rule_objections(std::span<const EventView> stored);

}  // namespace forloeb
