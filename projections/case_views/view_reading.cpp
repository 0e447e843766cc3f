#include "projections/case_views/view_reading.hpp"

namespace forloeb {

bool ViewReading::has_passed(const WhenTold& when) const {
    if (when.is_unknown()) return false;
    return when.precision == Precision::INSTANT ? when.at < reading_.observed().by : local_date(when) < today();
}

bool ViewReading::is_soon(const WhenTold& when) const {
    return !when.is_unknown() && !has_passed(when) && days_left(when) <= static_cast<std::int64_t>(soon_days_);
}

std::int32_t ViewReading::days_left(const WhenTold& when) const {
    return when.is_unknown() ? 0 : static_cast<std::int32_t>(days_between(today(), local_date(when)));
}

void ViewReading::text(answers::PersonalText::Builder out, const std::optional<Told>& told, std::initializer_list<std::string_view> fields) const {
    if (told) texts_.put(out, reading_.event(*told), fields);
}

void ViewReading::item_text(answers::PersonalText::Builder out, const std::optional<Told>& told, std::string_view field, const std::string& item) const {
    if (told) texts_.put_item(out, reading_.event(*told), field, item);
}

}  // namespace forloeb
