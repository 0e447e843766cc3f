// The contract of a projection: how the history of one case becomes rows.
//
// A projection is a pure function of one case: of its effective history (engine/read/fold.hpp: what holds, in order of
// occurrence, corrections applied and retracted events gone) and of the facts folded from it, which are folded once for all
// projections. It sees no clock, does no I/O and takes no decisions, so the same history always gives the same bytes. A
// late or corrected event simply means that its case is folded again.
//
// Rows hold ids, codes, times, counts and positions, never personal text: erasing a person needs no
// rewriting of rows, and a rebuild needs no keys.
//
// An event that cannot be applied parks its case: rows() says which and why, without naming a person. The case's rows are
// then left out until a later event or a rebuild mends it, it is listed with the reason, and all other cases go on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/read/fold.hpp"
#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/ids.hpp"
#include "projections/case_facts/case_facts.hpp"

namespace forloeb {

/// One row of one case. The key is the projection's own and unique within the case; it may be empty.
struct Row {
    std::string key;
    std::string value;
    auto operator<=>(const Row&) const = default;
};

/// Why a case has no rows, and at which event.
struct Parked {
    Position position;
    std::string reason;
};

using RowsOrParked = tl::expected<std::vector<Row>, Parked>;

class Projection {
  public:
    virtual ~Projection() = default;
    /// The folder of its rows: lower case and underscores, never changed.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Raised when rows or their meaning change: rows of another version are thrown away and built anew.
    [[nodiscard]] virtual std::uint32_t version() const = 0;
    /// Can an event of this type change the rows of its case? Corrections, retractions and types this program does not
    /// know always can and are not asked for.
    [[nodiscard]] virtual bool interested_in(const EventType& type) const = 0;
    /// Are rows also to be found by their key alone, whatever the case (row_keys::of_key)? Costs an entry a row.
    [[nodiscard]] virtual bool index_by_key() const { return false; }
    /// Called by several threads at once. `history` has at least one stored event.
    [[nodiscard]] virtual RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const = 0;
};

}  // namespace forloeb
