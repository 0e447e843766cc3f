#include "projections/measures/registrars.hpp"

#include <algorithm>

namespace forloeb {

void Registrars::note(const facts::CaseFacts& facts) {
    for (const facts::TimeRegistration& time : facts.times)
        if (!time.at.imprecise() && time.minutes >= 0) registrations_[time.person].insert(time.at.date());
}

void Registrars::note(const facts::ProjectFacts& facts) {
    note(facts.said);
    for (const facts::ExpectedPeriod& period : facts.periods)
        for (const std::string& registrar : period.registrars)
            registrars_[registrar].push_back({local_date(period.first_day), LocalDate{local_date(period.last_day).days + 1}});
}

bool Registrars::registered_within(const std::string& person, DaySpan days) const {
    const auto found = registrations_.find(person);
    if (person.empty() || found == registrations_.end()) return false;
    const auto first = found->second.lower_bound(days.from);
    return first != found->second.end() && *first < days.to;
}

bool Registrars::is_registrar(const std::string& person, LocalDate day) const {
    const auto found = registrars_.find(person);
    return found != registrars_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const DaySpan& days) { return days.from <= day && day < days.to; });
}

RegisteredMinutes::RegisteredMinutes(const facts::CaseFacts& facts, const std::vector<std::string>& classes) {
    for (const facts::TimeRegistration& time : facts.times) {
        if (time.at.imprecise() || time.minutes < 0) continue;
        const bool counts = std::find(classes.begin(), classes.end(), time.activity_class) != classes.end();
        by_day_.emplace_back(time.at.date(), counts ? time.minutes : 0);
    }
}

std::optional<double> RegisteredMinutes::within(DaySpan days) const {
    std::optional<double> sum;
    for (const auto& [day, minutes] : by_day_)
        if (days.from <= day && day < days.to) sum = sum.value_or(0) + minutes;
    return sum;
}

}  // namespace forloeb
