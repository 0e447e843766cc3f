#include "projections/measures/recording.hpp"

#include <algorithm>

#include "projections/measures/period_strata.hpp"

namespace forloeb {
namespace {

std::size_t place_of(const EventType& type) { return static_cast<std::size_t>(&type - all_event_types().data()); }

/// Nothing was counted, so nothing is said of whom it would have been counted among.
void unsay(Figure& figure) {
    figure.state = FigureState::not_recorded;
    figure.value = figure.numerator = figure.denominator = 0;
    figure.n = figure.missing = figure.imprecise = figure.censored = 0;
    figure.interval_method.clear();
}

void mark(SampleFigures& sample, const Recording& recording, const std::string& unit, LocalDate period_end) {
    for (Figure& figure : sample.figures) {
        if (figure.recorded_by.empty()) continue;
        figure.recorded_since = recording.first(figure.recorded_by, unit);
        const bool recorded = figure.recorded_since && *figure.recorded_since < period_end;
        if (!recorded && (figure.state == FigureState::shown || figure.state == FigureState::empty)) unsay(figure);
    }
}

}  // namespace

void Recording::add(const facts::CaseFacts& facts) {
    FirstOfType* unit = nullptr;
    std::size_t next = 0;  // the attributes that come into force next
    for (std::size_t i = 0; i < facts.acts.size(); ++i) {
        bool changed = unit == nullptr;
        while (next < facts.attributes.size() && facts.attributes[next].since.act <= i) {
            ++next;
            changed = true;
        }
        if (changed) {
            unit = &of(next == 0 ? std::string() : facts.attributes[next - 1].attributes.unit);
        }
        const facts::Act& act = facts.acts[i];
        if (act.synthesised || act.at.when.is_unknown()) continue;
        LocalDate& first = (*unit)[place_of(*act.type)];
        first = std::min(first, act.at.date());
    }
}

void Recording::add(std::span<const Since> firsts) {
    FirstOfType* unit = nullptr;
    const std::string* name = nullptr;  // of it: most cases have one
    for (const Since& since : firsts) {
        if (name == nullptr || *name != since.unit) {
            unit = &of(since.unit);
            name = &since.unit;
        }
        LocalDate& first = (*unit)[place_of(*since.type)];
        first = std::min(first, since.first);
    }
}

Recording::FirstOfType& Recording::of(const std::string& unit) {
    FirstOfType& firsts = by_unit_[unit];
    firsts.resize(all_event_types().size(), after_last_day);
    return firsts;
}

std::vector<Recording::Since> Recording::all() const {
    std::vector<Since> all;
    for (const auto& [unit, firsts] : by_unit_)
        for (std::size_t i = 0; i < firsts.size(); ++i)
            if (firsts[i] != after_last_day) all.push_back({unit, &all_event_types()[i], firsts[i]});
    std::sort(all.begin(), all.end(), [](const Since& a, const Since& b) { return a.type != b.type ? a.type < b.type : a.unit < b.unit; });
    return all;
}

std::optional<LocalDate> Recording::first(const std::vector<std::string_view>& types, const std::string& unit) const {
    LocalDate first = after_last_day;
    for (const std::string_view name : types) {
        const EventType* type = find_event_type(name);
        if (type == nullptr) continue;
        for (const auto& [each, firsts] : by_unit_)
            if (unit.empty() || each == unit) first = std::min(first, firsts[place_of(*type)]);
    }
    if (first == after_last_day) return std::nullopt;
    return first;
}

void mark_unrecorded(MeasureOutput& output, const Recording& recording, const Cohort& cohort, const Observed& observed) {
    const LocalDate end = std::min({cohort.to, observed.days_end, cohort.at == after_last_day ? after_last_day : LocalDate{cohort.at.days + 1}});
    mark(output.whole, recording, cohort.unit, end);
    const auto parts = cohort.by_period() ? parts_of(cohort, observed.date) : std::vector<PeriodPart>();
    for (SampleFigures& stratum : output.strata) {
        const auto part = std::find_if(parts.begin(), parts.end(), [&](const PeriodPart& each) { return each.name == stratum.stratum; });
        mark(stratum, recording, cohort.by == "unit" ? stratum.stratum : cohort.unit, part == parts.end() ? end : std::min(end, part->days.to));
    }
}

}  // namespace forloeb
