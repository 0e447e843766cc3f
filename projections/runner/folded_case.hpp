// One case as the log stood at one position, folded once for all projections: what each of them makes its rows of, or why
// there are none. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/read/stream_cursor.hpp"
#include "projections/projection.hpp"

namespace forloeb {

class FoldedCase {
  public:
    /// Events of the stream at or after `known` are left out. Exceptions from reading a damaged payload stop here and
    /// park the case, as does an event of a newer version.
    FoldedCase(const StoredStream& stream, Position known, std::span<const Uuid> retracted_imports);

    /// A case that the store cannot give: parked.
    explicit FoldedCase(const Error& damage) : parked_(Parked{{}, damage.message}) {}

    /// No event of it was known at the position: it has no rows and is not parked.
    [[nodiscard]] bool empty() const { return !parked_ && history_.stored.empty(); }
    /// How many events of it were read.
    [[nodiscard]] std::size_t events() const { return events_; }
    [[nodiscard]] RowsOrParked rows_of(const Projection& projection) const;
    /// The import runs the case has events from, each once.
    [[nodiscard]] const std::vector<Uuid>& imports() const { return imports_; }

  private:
    History history_;
    facts::CaseFacts facts_;
    std::optional<Parked> parked_;  // for every projection
    std::vector<Uuid> imports_;
    std::size_t events_ = 0;
};

}  // namespace forloeb
