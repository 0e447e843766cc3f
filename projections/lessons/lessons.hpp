// The stored side of the lesson index: one row per lesson recorded on a case, so that all lessons are found without
// reading every case. Lessons on projects are few and are read when asked. Rows hold codes and where the text is sealed.
#pragma once

#include "projections/projection.hpp"

namespace forloeb {

class LessonsProjection : public Projection {
  public:
    static constexpr std::string_view stored_name = "lessons";
    [[nodiscard]] std::string_view name() const override { return stored_name; }
    [[nodiscard]] std::uint32_t version() const override { return 1; }
    [[nodiscard]] bool interested_in(const EventType& type) const override;
    [[nodiscard]] RowsOrParked rows(const History& history, const facts::CaseFacts& facts) const override;
};

}  // namespace forloeb
