// The stored side of the partner map: one row per party around a citizen now, for questions across cases ("in which
// cases does the job centre take part?"). The map of one case as of a date is folded when it is asked for.
#pragma once

#include "projections/projection.hpp"

namespace forloeb {

class PartnerMapProjection : public Projection {
  public:
    static constexpr std::string_view stored_name = "partner_map";
    [[nodiscard]] std::string_view name() const override { return stored_name; }
    [[nodiscard]] std::uint32_t version() const override { return 2; }
    [[nodiscard]] bool interested_in(const EventType& type) const override;
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const override;
};

}  // namespace forloeb
