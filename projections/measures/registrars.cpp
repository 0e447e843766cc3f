#include "projections/measures/registrars.hpp"

#include <algorithm>

namespace forloeb {

void Registrars::note(const facts::CaseFacts& facts) {
    for (const facts::TimeRegistration& time : facts.times)
        if (!time.at.imprecise() && time.minutes >= 0) by_person_[time.person].registered.insert(time.at.date());
}

void Registrars::note(const facts::ProjectFacts& facts) {
    note(facts.said);
    for (const facts::ExpectedPeriod& period : facts.periods)
        for (const std::string& registrar : period.registrars)
            by_person_[registrar].enrolled.push_back({local_date(period.first_day), LocalDate{local_date(period.last_day).days + 1}});
}

bool registered_within(const Registrar& person, DaySpan days) {
    const auto first = person.registered.lower_bound(days.from);
    return first != person.registered.end() && *first < days.to;
}

bool is_registrar(const Registrar& person, LocalDate day) {
    return std::any_of(person.enrolled.begin(), person.enrolled.end(), [&](const DaySpan& days) { return days.from <= day && day < days.to; });
}

RegisteredMinutes::RegisteredMinutes(const facts::CaseFacts& facts, const std::vector<std::string>& classes) {
    for (const facts::TimeRegistration& time : facts.times) {
        if (time.at.imprecise() || time.minutes < 0) continue;
        const bool counts = std::find(classes.begin(), classes.end(), time.activity_class) != classes.end();
        by_day_.emplace_back(time.at.date(), counts ? time.minutes : 0);
    }
    std::sort(by_day_.begin(), by_day_.end());
}

std::optional<double> RegisteredMinutes::within(DaySpan days) const {
    auto at = std::lower_bound(by_day_.begin(), by_day_.end(), days.from, [](const auto& registered, LocalDate day) { return registered.first < day; });
    if (at == by_day_.end() || at->first >= days.to) return std::nullopt;
    std::int64_t sum = 0;
    for (; at != by_day_.end() && at->first < days.to; ++at) sum += at->second;
    return static_cast<double>(sum);
}

}  // namespace forloeb
