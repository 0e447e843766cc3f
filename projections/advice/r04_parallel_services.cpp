// R4: services side by side (L6: no uncoordinated parallel efforts; L5: the same need under two paragraphs).
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/parallel_services.hpp"

namespace forloeb::advice {
namespace {

Words named(const facts::Service& a, const facts::Service& b) { return both(a.service + ", " + b.service); }

bool clash(const facts::WeeklyTime& a, const facts::WeeklyTime& b) {
    return a.weekday != Weekday::UNKNOWN && a.weekday == b.weekday && std::max(a.from_minute, b.from_minute) < std::min(a.to_minute, b.to_minute);
}

bool clash(const facts::Service& a, const facts::Service& b) {
    for (const facts::WeeklyTime& first : a.latest().weekly_times)
        for (const facts::WeeklyTime& second : b.latest().weekly_times)
            if (clash(first, second)) return true;
    return false;
}

bool same_need(const facts::ServiceTerms& a, const facts::ServiceTerms& b) {
    if (!a.type.empty() && a.type == b.type) return true;
    return std::any_of(a.themes.begin(), a.themes.end(), [&](const std::string& theme) {
        return std::find(b.themes.begin(), b.themes.end(), theme) != b.themes.end();
    });
}

bool two_laws(const facts::LegalBasis& a, const facts::LegalBasis& b) {
    return a.is_said() && b.is_said() && (a.law != b.law || a.paragraph != b.paragraph);
}

bool runs_today(const Input& input, const facts::Service& service) {
    const DaySpan days = running_days(service);
    return !service.started.imprecise() && days.from <= input.today() && input.today() < days.to;
}

void judge_pairs_of_units(const Input& input, Advice& advice) {
    for (const ServicePair& pair : parallel_services(input.facts, {input.today(), {input.today().days + 1}})) {
        const std::vector<Told> evidence = {pair.first->started, pair.second->started};
        if (pair.goals == ServicePair::Goals::disjoint)
            advice.advise("no_common_goal",
                          Words{"To enheders ydelser uden fælles mål: ", "Services of two units without a common goal: "} + named(*pair.first, *pair.second) + both("."),
                          evidence);
        if (pair.goals == ServicePair::Goals::unlinked)
            advice.unknown("no_common_goal",
                           Words{"Mangler: hvilket mål ydelserne tjener: ", "Missing: which goal the services serve: "} + named(*pair.first, *pair.second) + both("."),
                           evidence);
        if (same_need(pair.first->latest(), pair.second->latest()) && two_laws(pair.first->latest().legal_basis, pair.second->latest().legal_basis))
            advice.advise("same_need_two_paragraphs",
                          Words{"To enheder dækker samme behov efter hver sin paragraf: ", "Two units serve the same need under two paragraphs: "} +
                              named(*pair.first, *pair.second) + both("."),
                          evidence);
    }
}

void judge_weekly_times(const Input& input, Advice& advice) {
    const auto& services = input.facts.services;
    for (std::size_t i = 0; i < services.size(); ++i)
        for (std::size_t j = i + 1; j < services.size(); ++j)
            if (runs_today(input, services[i]) && runs_today(input, services[j]) && clash(services[i], services[j]))
                advice.advise("times_clash",
                              Words{"Ugentlige tidsrum overlapper: ", "Weekly times overlap: "} + named(services[i], services[j]) + both("."),
                              {services[i].started, services[j].started});
}

Advice judge_r04(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    judge_pairs_of_units(input, advice);
    judge_weekly_times(input, advice);
    return advice;
}

}  // namespace

Rule r04_parallel_services() {
    return {"R4",
            1,
            {"Parallelle indsatser", "Parallel services"},
            {"Løbende ydelser fra to enheder uden fælles mål (som i M24; uden mål er uoplyst), ugentlige tidsrum, der overlapper, "
             "eller samme type eller tema efter to paragraffer fra to enheder.",
             "Running services of two units without a common goal (as in M24; no goal is unknown), weekly times that overlap, or "
             "the same type or theme under two paragraphs by two units."},
            {},
            Reach::one_case,
            judge_r04};
}

}  // namespace forloeb::advice
