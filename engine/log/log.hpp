// The seam between the engine and the log of record. Two implementations: the local log (one synced batch
// in this machine's RocksDB) and, in tests, a simulated log that lives elsewhere and can be overtaken or lose an answer.
//
// The sequencer works on an overlay that counts only after Appended. Conflict: somebody else took the position; it
// applies what won and sequences again. Unknown: nobody knows; sequencing stops.
//
// Called by the append thread only.
#pragma once

#include <variant>

#include "engine/log/group.hpp"

namespace forloeb {

struct Appended {};
struct Conflict {
    Position head;  // where the log ends now
};
struct Unknown {
    Error reason;
};
using LogResult = std::variant<Appended, Conflict, Unknown>;

class Log {
  public:
    virtual ~Log() = default;
    /// Appends `group` at exactly group.first and makes it durable; `derived` is what the local store keeps of it.
    [[nodiscard]] virtual LogResult append(const Group& group, Batch& derived) = 0;
    /// Groups from a position on that are durable in the log but may not be in the local store yet, in order.
    [[nodiscard]] virtual Result<std::vector<std::string>> groups_from(Position first) = 0;
};

/// The log of record is the local store itself: group and derived rows in one synced batch.
class LocalLog final : public Log {
  public:
    LocalLog(Store& store, bool sync) : store_(store), sync_(sync) {}
    LogResult append(const Group& group, Batch& derived) override;
    Result<std::vector<std::string>> groups_from(Position) override { return std::vector<std::string>{}; }

  private:
    Store& store_;
    bool sync_;
};

}  // namespace forloeb
