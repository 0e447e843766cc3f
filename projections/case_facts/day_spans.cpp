#include "projections/case_facts/day_spans.hpp"

#include <algorithm>

namespace forloeb {

DaySet::DaySet(std::vector<DaySpan> spans) {
    std::sort(spans.begin(), spans.end());
    for (const DaySpan& span : spans) {
        if (span.from >= span.to) continue;
        if (!spans_.empty() && span.from <= spans_.back().to)
            spans_.back().to = std::max(spans_.back().to, span.to);
        else
            spans_.push_back(span);
    }
}

bool DaySet::contains(LocalDate day) const {
    return std::any_of(spans_.begin(), spans_.end(), [&](const DaySpan& span) { return span.from <= day && day < span.to; });
}

bool DaySet::covers(DaySpan days) const {
    return std::any_of(spans_.begin(), spans_.end(), [&](const DaySpan& span) { return span.from <= days.from && days.to <= span.to; });
}

std::int64_t DaySet::count() const {
    std::int64_t days = 0;
    for (const DaySpan& span : spans_) days += static_cast<std::int64_t>(span.to.days) - span.from.days;
    return days;
}

DaySet DaySet::within(LocalDate from, LocalDate to) const {
    std::vector<DaySpan> clipped;
    for (const DaySpan& span : spans_) clipped.push_back({std::max(span.from, from), std::min(span.to, to)});
    return DaySet(std::move(clipped));
}

DaySet DaySet::minus(const DaySet& other) const {
    std::vector<DaySpan> left;
    for (const DaySpan& span : spans_) {
        LocalDate from = span.from;
        for (const DaySpan& taken : other.spans_) {
            if (taken.to <= from || taken.from >= span.to) continue;
            left.push_back({from, taken.from});
            from = taken.to;
        }
        left.push_back({from, span.to});
    }
    return DaySet(std::move(left));
}

}  // namespace forloeb
