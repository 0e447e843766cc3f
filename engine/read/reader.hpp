// Reading the stored rows as events, checking on the way that nothing is missing: the first event is the one asked for,
// positions and versions have no hole, checksums hold, the log's end is the head, and behind a stream's newest event there is
// provably no other. Never a shorter history (reliability P7).
// Any thread.
#pragma once

#include <functional>
#include <optional>

#include "engine/read/page.hpp"
#include "engine/read/run_copies.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {

class Reader {
  public:
    explicit Reader(const Store& store) : store_(store) {}

    /// Events from `from` up to, not including, `end` (the durable head when the caller asked).
    [[nodiscard]] Result<Page> log(Position from, Position end, PageLimit limit) const;
    [[nodiscard]] Result<StoredPage> stored_log(Position from, Position end, PageLimit limit) const;
    /// Events of one stream from `from` in a direction.
    [[nodiscard]] Result<Page> stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const;
    [[nodiscard]] Result<StoredPage> stored_stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const;
    /// The newest leaf of a stream; empty if there is no such stream.
    [[nodiscard]] Result<std::optional<LeafRecord>> newest_leaf(StreamId stream) const;
    [[nodiscard]] Result<std::vector<StreamId>> streams(StreamKind kind, Uuid after, std::size_t limit) const;
    [[nodiscard]] Result<LeafRecord> leaf_at(Position position) const;
    using RunVisit = std::function<Result<bool>(const std::vector<layout::Record>&)>;
    /// Calls `visit` with each run's records in log order from `from` to `end`, until it returns false. They are gone after
    /// the visit.
    [[nodiscard]] Status runs(Position from, Position end, const RunVisit& visit) const { return runs(from, end, visit, nullptr); }

  private:
    // With `copies`, they stay as long as those.
    [[nodiscard]] Status runs(Position from, Position end, const RunVisit& visit, RunCopies* copies) const;

    const Store& store_;
};

}  // namespace forloeb
