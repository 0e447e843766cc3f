// R10: a deadline at risk, given how long such deadlines take in this unit (K: coordination drowns in deadlines).
#include <algorithm>
#include <cmath>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

/// The 90th percentile as everywhere (G6 without censoring: R's type 2): the value at n·p rounded up, the midpoint of two
/// where n·p is whole.
double p90_of(std::vector<std::int64_t> days) {
    std::sort(days.begin(), days.end());
    const std::size_t tenths = days.size() * 9;
    const std::size_t index = tenths / 10;
    if (tenths % 10 != 0) return static_cast<double>(days[index]);
    return static_cast<double>(days[index - 1] + days[index]) / 2;
}

std::vector<std::int64_t> earlier_runs(const Input& input, const std::string& kind, const std::string& unit) {
    std::vector<std::int64_t> days;
    for (const DeadlineRun& run : input.across.deadlines) {
        const std::int64_t ago = days_between(run.met, input.today());
        if (run.kind == kind && run.unit == unit && ago >= 0 && ago < input.parameters.number("days_back")) days.push_back(run.days);
    }
    return days;
}

void judge_one(const Input& input, const facts::Deadline& deadline, Advice& advice) {
    const WhenTold due = facts::due_in_force(deadline.due, deadline.extended);
    if (due.is_unknown() || due.precision == Precision::MONTH || deadline.set.imprecise()) return;
    const std::string unit = deadline.unit.empty() ? attributes_when(input.facts, deadline.set).unit : deadline.unit;
    const auto runs = earlier_runs(input, deadline.kind, unit);
    if (static_cast<std::int64_t>(runs.size()) < input.parameters.number("deadlines_min")) return;
    const double p90 = p90_of(runs);
    const auto elapsed = static_cast<double>(days_between(deadline.set.date(), input.today()));
    const std::int64_t remaining = days_between(input.today(), local_date(due));
    if (static_cast<double>(remaining) > std::max(static_cast<double>(input.parameters.number("days_at_least")), p90 - elapsed)) return;
    advice.advise("at_risk",
                  both(deadline.deadline) + Words{": ", ": "} + number(remaining) + Words{" dage tilbage; ", " days left; "} +
                      number(std::llround(std::ceil(p90))) +
                      Words{" dage tager 9 ud af 10 af enhedens egne (", " days is what 9 of 10 of the unit's own take ("} +
                      number(static_cast<std::int64_t>(runs.size())) + Words{" det seneste år).", " in the last year)."},
                  {deadline.set});
}

Advice judge_r10(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    for (const facts::Deadline& deadline : input.facts.deadlines)
        if (!deadline.met) judge_one(input, deadline, advice);
    return advice;
}

}  // namespace

Rule r10_deadline_at_risk() {
    return {"R10",
            1,
            {"Frist i fare", "Deadline at risk"},
            {"En frist, hvor der er højst 3 dage tilbage, eller færre end 90-percentilen af enhedens egne tider fra sat til "
             "overholdt (samme slags, seneste 365 dage, mindst 20) minus den tid, der er gået. Med færre end 20 tier reglen.",
             "A deadline with at most 3 days left, or fewer than the 90th percentile of the unit's own times from set to met (same "
             "kind, last 365 days, at least 20) less the time gone by. With fewer than 20 the rule is silent."},
            {{"days_at_least", ParameterDefinition::Kind::number, "3", "ours"},
             {"days_back", ParameterDefinition::Kind::number, "365", "ours"},
             {"deadlines_min", ParameterDefinition::Kind::number, "20", "ours"}},
            Reach::all_cases,
            judge_r10};
}

}  // namespace forloeb::advice
