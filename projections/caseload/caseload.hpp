// The stored side of a coordinator's caseload: one row per person who works on an open case now, found by that person
// without a look at other cases (index_by_key). What the day makes of it, overdue or not, is told when it is read.
#pragma once

#include "projections/caseload/pending.hpp"
#include "projections/projection.hpp"

namespace forloeb {

class CaseloadProjection : public Projection {
  public:
    static constexpr std::string_view stored_name = "caseload";
    [[nodiscard]] std::string_view name() const override { return stored_name; }
    [[nodiscard]] std::uint32_t version() const override { return 1; }
    [[nodiscard]] bool interested_in(const EventType&) const override { return true; }  // any may be news, or end a silence
    [[nodiscard]] bool index_by_key() const override { return true; }
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const override;
};

/// A row that only says what is pending: for attention_on().
[[nodiscard]] std::string row_of_matters(const Uuid& citizen, const std::vector<Pending>& matters);

/// The rows of one case; `newest` is the position of its newest event.
[[nodiscard]] std::vector<Row> caseload_rows(const facts::CaseFacts& facts, Position newest);

}  // namespace forloeb
