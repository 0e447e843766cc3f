#include "projections/case_facts/parallel_services.hpp"

#include <algorithm>

namespace forloeb {
namespace {

ServicePair::Goals goals_of(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return ServicePair::Goals::unlinked;
    const bool common = std::any_of(a.begin(), a.end(), [&](const std::string& goal) { return std::find(b.begin(), b.end(), goal) != b.end(); });
    return common ? ServicePair::Goals::common : ServicePair::Goals::disjoint;
}

bool comparable(const facts::Service& service) {
    return !service.latest().unit.empty() && !service.started.imprecise() && !(service.ended && service.ended->imprecise());
}

bool share_a_day(const DaySpan& a, const DaySpan& b, const DaySpan& period) {
    return std::max({a.from, b.from, period.from}) < std::min({a.to, b.to, period.to});
}

}  // namespace

DaySpan running_days(const facts::Service& service) {
    LocalDate end = after_last_day;
    if (!service.latest().to.is_unknown()) end = local_date(service.latest().to);
    if (service.ended) end = std::min(end, service.ended->date());
    const WhenTold& agreed_start = service.terms.front().second.from;
    return {agreed_start.is_unknown() ? service.started.date() : local_date(agreed_start), end};
}

std::vector<ServicePair> parallel_services(const facts::CaseFacts& facts, DaySpan period) {
    std::vector<ServicePair> pairs;
    for (std::size_t i = 0; i < facts.services.size(); ++i) {
        const facts::Service& first = facts.services[i];
        if (!comparable(first)) continue;
        for (std::size_t j = i + 1; j < facts.services.size(); ++j) {
            const facts::Service& second = facts.services[j];
            if (!comparable(second) || first.latest().unit == second.latest().unit) continue;
            if (share_a_day(running_days(first), running_days(second), period))
                pairs.push_back({&first, &second, goals_of(first.latest().goals, second.latest().goals)});
        }
    }
    return pairs;
}

}  // namespace forloeb
