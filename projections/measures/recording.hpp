// Since when each unit records each type of event (G8): before a unit's first event of a type, a figure made of it is "not
// recorded", which is not 0. What an import wrote of its own accord does not count. Pure; one thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "projections/measures/measure.hpp"

namespace forloeb {

class Recording {
  public:
    struct Since {
        std::string unit;  // of the case, in force then
        const EventType* type = nullptr;
        LocalDate first;
    };
    void add(const facts::CaseFacts& facts);
    /// What all() said of other cases.
    void add(std::span<const Since> firsts);
    /// By type in the catalogue's order, then unit.
    [[nodiscard]] std::vector<Since> all() const;
    /// The first of any of these types, in this unit or, if it is empty, in any.
    [[nodiscard]] std::optional<LocalDate> first(const std::vector<std::string_view>& types, const std::string& unit) const;

  private:
    using FirstOfType = std::vector<LocalDate>;  // by place in the catalogue; after_last_day = never
    [[nodiscard]] FirstOfType& of(const std::string& unit);

    std::unordered_map<std::string, FirstOfType> by_unit_;
};

/// Says of each figure since when what it rests on is recorded in its unit, and turns it into "not recorded" where that
/// begins only after the period, or never did.
void mark_unrecorded(MeasureOutput& output, const Recording& recording, const Cohort& cohort, const Observed& observed);

}  // namespace forloeb
