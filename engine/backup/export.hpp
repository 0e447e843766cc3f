// The log as it is stored, for copies that must prove themselves: the values of table `log` in order, each group header
// followed by its runs (engine/storage/layout.hpp). Checked on the way out: a hole or a damaged value is an error with its
// position, so a backup is never made of less than the log. Any thread.
#pragma once

#include <string>
#include <vector>

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

class Store;

/// A place between two stored values.
struct ExportPoint {
    Position position;
    bool inside = false;  // behind a group's header: its runs from `position` on are next
    auto operator<=>(const ExportPoint&) const = default;
};

struct LogExport {
    std::vector<std::string> values;
    ExportPoint next;
};

/// Stored values from `from` on up to, not including, position `end` (a head of some moment, so the end of a group); as many
/// as `bytes_max` takes, and at least one unless `from` is the end.
[[nodiscard]] Result<LogExport> export_log(const Store& store, ExportPoint from, Position end, std::size_t bytes_max);

}  // namespace forloeb
