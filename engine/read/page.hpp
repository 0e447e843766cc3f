// A page of events: as they are stored, or opened.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/storage/layout.hpp"
#include "events/codec/view.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {

enum class Direction : std::uint8_t { forwards, backwards };

struct PageLimit {
    std::size_t events = 1000;
    std::size_t bytes = limits::read_bytes_max;
};

/// Events that are passed on rather than read: found in their place and whole by their checksum, but not opened.
struct StoredPage {
    std::vector<layout::Record> records;  // into `bytes`
    std::shared_ptr<const void> bytes;
    bool at_end = false;  // nothing more in that direction now
};

struct Page {
    std::vector<EventView> events;
    bool at_end = false;
};

/// Fails as EventView::open does, with the first event that cannot be opened.
[[nodiscard]] Result<Page> opened(const StoredPage& stored);

}  // namespace forloeb
