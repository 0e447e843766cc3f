// R14: written down late (notatpligt: facts are to be noted as soon as possible).
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/reading/late_entry.hpp"

namespace forloeb::advice {
namespace {

Told told(const EffectiveEvent& event) {
    Told at{event.occurred, event.leaf().position, event.leaf().version};
    at.event = event.leaf().event_id;
    at.recorded = event.leaf().recorded_at;
    return at;
}

Advice judge_r14(const Input& input) {
    std::vector<Told> late;
    std::vector<Told> future_dated;
    const std::int64_t days_back = input.parameters.number("days_back");
    for (const EffectiveEvent& event : input.history.effective) {
        if (days_between(local_date(event.leaf().recorded_at), input.today()) > days_back) continue;
        const LateEntry entry = late_entry(event, static_cast<std::uint32_t>(input.parameters.number("days_max")));
        if (entry.late == answers::Late::LATE) late.push_back(told(event));
        if (entry.late == answers::Late::FUTURE_DATED) future_dated.push_back(told(event));
    }
    Advice advice;
    const auto count = [](const std::vector<Told>& events) { return number(static_cast<std::int64_t>(events.size())); };
    if (!late.empty()) {
        const Words says = count(late) + Words{" hændelser er skrevet ned mere end ", " events were written down more than "} +
                           number(input.parameters.number("days_max")) + Words{" dage efter, at de skete.", " days after they happened."};
        advice.advise("late", says, std::move(late));
    }
    if (!future_dated.empty()) {
        const Words says = count(future_dated) + Words{" hændelser er dateret efter, at de blev skrevet ned.", " events are dated after they were written down."};
        advice.advise("future_dated", says, std::move(future_dated));
    }
    return advice;
}

}  // namespace

Rule r14_recorded_late() {
    return {"R14",
            1,
            {"Skrevet ned sent", "Recorded late"},
            {"Skrevet ned mere end 7 dage efter, at det skete, efter datoer, blandt det, der er skrevet ned de seneste 30 dage. "
             "Importeret regnes fra kildens indtastning, ellers tier reglen; en måned regnes fra sin slutning. Dateret efter, at "
             "det blev skrevet ned, står for sig.",
             "Written down more than 7 days after it happened, by dates, among what was written down in the last 30 days. Imports "
             "count from the source's entry, else the rule is silent; a month counts from its end. Dated after it was written "
             "down stands apart."},
            {{"days_max", ParameterDefinition::Kind::number, "7", "ours"},
             {"days_back", ParameterDefinition::Kind::number, "30", "ours"}},
            Reach::one_case,
            judge_r14};
}

}  // namespace forloeb::advice
