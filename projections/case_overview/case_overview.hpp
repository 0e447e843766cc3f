// The stored side of the case overview: one row per case, for lists across cases. The overview of one case itself is
// folded when it is asked for (projections/queries.hpp), so that it can be as of any two clocks.
#pragma once

#include "projections/case_facts/case_facts.hpp"
#include "projections/projection.hpp"

namespace forloeb {

class CaseOverviewProjection : public Projection {
  public:
    static constexpr std::string_view stored_name = "case_overview";
    [[nodiscard]] std::string_view name() const override { return stored_name; }
    [[nodiscard]] std::uint32_t version() const override { return 3; }
    [[nodiscard]] bool interested_in(const EventType& type) const override;
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const override;
};

/// "open", "closed", "intake" (turned to us, not opened) or "empty".
[[nodiscard]] std::string_view case_state(const facts::CaseFacts& facts);
/// When it is due as the rules have it: as last moved in time, not as first said.
[[nodiscard]] WhenTold due_now(const facts::Deadline& deadline);
[[nodiscard]] WhenTold due_now(const facts::Commitment& commitment);
/// The date of the earliest deadline that has not been met, whether or not it has passed; nothing if there is none.
[[nodiscard]] std::optional<WhenTold> earliest_unmet(const facts::CaseFacts& facts);
[[nodiscard]] bool is_open(const facts::Commitment& commitment);
/// The latest contact both ways with the citizen or a representative; nullptr if there was none.
[[nodiscard]] const facts::Contact* last_contact(const facts::CaseFacts& facts);

}  // namespace forloeb
