#include "engine/rules/occurrence.hpp"

#include <algorithm>
#include <limits>

namespace forloeb {

Occurrence Occurrence::of(const WhenTold& when) {
    return {when, when.is_unknown() ? LocalDate{} : local_date(when)};
}

Instant Occurrence::sort_key() const {
    return at.is_unknown() ? Instant{std::numeric_limits<std::int64_t>::min()} : at.at;
}

bool certainly_before(const Occurrence& a, const Occurrence& b) {
    if (!a.is_ordered() || !b.is_ordered()) return false;
    if (a.is_instant() && b.is_instant()) return a.at.at < b.at.at;
    return a.date < b.date;
}

void sort_by_occurrence(std::vector<DatedStep>& steps) {
    std::ranges::sort(steps, {}, &DatedStep::written);
    const auto loose_part = std::ranges::stable_partition(steps, [](const auto& step) { return step.occurred.is_ordered(); });
    const std::vector<DatedStep> loose(loose_part.begin(), loose_part.end());
    steps.erase(loose_part.begin(), loose_part.end());

    std::ranges::stable_sort(steps, {}, [](const auto& step) { return step.occurred.date; });
    for (auto first = steps.begin(); first != steps.end();) {
        const auto last = std::find_if(first, steps.end(),
                                       [&](const auto& step) { return step.occurred.date != first->occurred.date; });
        if (std::all_of(first, last, [](const auto& step) { return step.occurred.is_instant(); })) {
            std::stable_sort(first, last, [](const auto& a, const auto& b) { return a.occurred.at.at < b.occurred.at.at; });
        }
        first = last;
    }
    for (const DatedStep& step : loose) {
        auto place = steps.begin();
        std::uint32_t newest = 0;
        for (auto other = steps.begin(); other != steps.end(); ++other) {
            if (other->written < step.written && other->written >= newest) {
                newest = other->written;
                place = other + 1;
            }
        }
        steps.insert(place, step);
    }
}

}  // namespace forloeb
