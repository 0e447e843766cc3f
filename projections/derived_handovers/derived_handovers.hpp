// Stored counts of derived handovers per case and pair, by resource and by unit, and each imported case's extent. Here
// no word of the source is taken as missing; a question that takes some as missing folds on read instead.
#pragma once

#include "projections/projection.hpp"

namespace forloeb {

class DerivedHandoversProjection : public Projection {
  public:
    static constexpr std::string_view stored_name = "derived_handovers";
    [[nodiscard]] std::string_view name() const override { return stored_name; }
    [[nodiscard]] std::uint32_t version() const override { return 1; }
    [[nodiscard]] bool interested_in(const EventType& type) const override;
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const override;
};

}  // namespace forloeb
