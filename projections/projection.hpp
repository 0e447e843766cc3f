// The contract of a projection: how the events of one case become rows.
//
// A projection is a pure fold over one case's effective history (engine/read/fold.hpp): what holds, in order of
// occurrence, corrections applied and retracted events gone. It sees no clock, does no I/O and takes no decisions, so the
// same history always gives the same bytes. A late or corrected event simply means that its case is folded again.
//
// Rows hold ids, codes, times, counts and positions, never personal text: erasing a person needs no
// rewriting of rows, and a rebuild needs no keys.
//
// An event that cannot be applied parks its case: apply() says why, without naming a person. The case's rows are then
// left out until a later event or a rebuild mends it, it is listed with the reason, and all other cases go on.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/read/fold.hpp"
#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// One row of one case. The key is the projection's own and unique within the case; it may be empty.
struct Row {
    std::string key;
    std::string value;
    auto operator<=>(const Row&) const = default;
};

/// The fold of one case. Used once: apply in order, then rows.
class CaseFold {
  public:
    virtual ~CaseFold() = default;
    [[nodiscard]] virtual Status apply(const EffectiveEvent& event) = 0;
    /// The rows after all events. `history` gives the counts of what was left out; its events have all been applied.
    [[nodiscard]] virtual std::vector<Row> rows(const History& history) = 0;
};

class Projection {
  public:
    virtual ~Projection() = default;
    /// The folder of its rows: lower case and underscores, never changed.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Raised when rows or their meaning change: rows of another version are thrown away and built anew.
    [[nodiscard]] virtual std::uint32_t version() const = 0;
    /// Can an event of this type change the rows of its case? Corrections and retractions always can and are not asked.
    [[nodiscard]] virtual bool interested_in(const EventType& type) const = 0;
    [[nodiscard]] virtual std::unique_ptr<CaseFold> begin(StreamId case_id) const = 0;
};

}  // namespace forloeb
