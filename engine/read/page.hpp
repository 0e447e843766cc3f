// A page of stored events.
#pragma once

#include <cstddef>
#include <vector>

#include "events/codec/view.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {

enum class Direction : std::uint8_t { forwards, backwards };

struct PageLimit {
    std::size_t events = 1000;
    std::size_t bytes = limits::read_bytes_max;
};

struct Page {
    std::vector<EventView> events;
    bool at_end = false;  // nothing more in that direction now
};

}  // namespace forloeb
