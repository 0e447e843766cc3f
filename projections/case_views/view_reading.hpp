// What every view of one case is filled from: the facts, the way back to the event a fact rests on, the texts the audience
// may see, and what "today" is. Views are pure functions of it. One thread; lives as long as the answer is being built.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "projections/reading/case_reading.hpp"
#include "projections/reading/filling.hpp"
#include "projections/reading/personal_text.hpp"
#include "projections/schema/views.capnp.h"

namespace forloeb {

class ViewReading {
  public:
    ViewReading(const CaseReading& reading, PersonalTexts& texts, std::uint32_t soon_days)
        : reading_(reading), texts_(texts), soon_days_(soon_days) {}

    [[nodiscard]] const facts::CaseFacts& facts() const { return reading_.facts(); }
    [[nodiscard]] const CaseReading& reading() const { return reading_; }
    [[nodiscard]] LocalDate today() const { return reading_.observed().date; }
    [[nodiscard]] std::uint32_t soon_days() const { return soon_days_; }

    /// Before now; of a day, before today. Unknown never has.
    [[nodiscard]] bool has_passed(const WhenTold& when) const;
    /// Not passed, and at most `soon_days` away.
    [[nodiscard]] bool is_soon(const WhenTold& when) const;
    /// Local days from today; 0 if unknown.
    [[nodiscard]] std::int32_t days_left(const WhenTold& when) const;
    [[nodiscard]] std::int32_t days_since(const Told& told) const { return -days_left(told.when); }

    /// The first of `fields` that the event has text in.
    void text(answers::PersonalText::Builder out, const std::optional<Told>& told, std::initializer_list<std::string_view> fields) const;
    void item_text(answers::PersonalText::Builder out, const std::optional<Told>& told, std::string_view field, const std::string& item) const;
    /// Who did it; on whose behalf, if that is said.
    [[nodiscard]] const std::string& by(const Told& told) const { return facts().act(told).by; }

  private:
    const CaseReading& reading_;
    PersonalTexts& texts_;
    const std::uint32_t soon_days_;
};

inline void write_told(Moment::Builder out, const std::optional<Told>& told) {
    if (told) write_moment(out, told->when);
}

/// Those of `items` that `wanted` says yes to, in their order.
template <typename Item, typename Wanted>
[[nodiscard]] std::vector<const Item*> chosen(const std::vector<Item>& items, const Wanted& wanted) {
    std::vector<const Item*> found;
    for (const Item& item : items)
        if (wanted(item)) found.push_back(&item);
    return found;
}

}  // namespace forloeb
