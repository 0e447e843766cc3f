// M27: use of the method's tools.
#include <algorithm>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M27Sample {
    Tally cases;
    Tally network;
    Tally agenda;
    Tally consent;
    Tally plan;

    [[nodiscard]] std::vector<Figure> figures() const {
        return {share_of_cases("network_assessed", {"sager med netværkskort", "cases with a network assessment"}, network, cases),
                share_of_cases("agenda", {"sager med mødeindkaldelse med dagsorden", "cases with an invitation with an agenda"}, agenda, cases),
                share_of_cases("consent", {"sager med samtykke i kraft", "cases with a consent in force"}, consent, cases),
                share_of_cases("plan", {"sager med plan", "cases with a plan"}, plan, cases)};
    }
};

class ToolUse : public SampledMeasure<M27Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        if (facts.episodes.empty()) return;
        const LocalDate date = cohort_.stock_date(observed_);
        if (!open_days(facts).contains(date)) return;
        if (days_between(facts.episodes.front().opened.date(), date) < parameters_.number("days_open_min")) return;
        const auto by_then = [&](const std::optional<Told>& at) { return at && at->date() <= date; };
        const bool network = any(facts.network_assessments, [&](const auto& each) { return by_then(each.at); });
        const bool agenda = any(facts.meetings, [&](const auto& each) { return by_then(each.convened) && !each.agenda.empty(); });
        const bool consent = any(facts.consents, [&](const auto& each) { return in_force(each, date); });
        const bool plan = any(facts.plans, [&](const auto& each) { return by_then(each.created); });
        for (M27Sample* sample : samples_at_end_of(facts, date)) {
            sample->cases.add(facts.person());
            if (network) sample->network.add(facts.person());
            if (agenda) sample->agenda.add(facts.person());
            if (consent) sample->consent.add(facts.person());
            if (plan) sample->plan.add(facts.person());
        }
    }

  private:
    template <typename List, typename Test>
    static bool any(const List& list, const Test& test) {
        return std::any_of(list.begin(), list.end(), test);
    }
    static bool in_force(const facts::Consent& consent, LocalDate date) {
        if (!consent.given || consent.given->date() > date) return false;
        if (consent.withdrawn && consent.withdrawn->date() <= date) return false;
        return consent.valid_to.is_unknown() || date < local_date(consent.valid_to);
    }
};

}  // namespace

MeasureDefinition m27_tool_use() {
    return {"M27",
            1,
            {"Brug af redskaber", "Tool use"},
            {"Åbne sager på datoen, åbnet mindst 30 dage før: andelen med netværkskort, med en mødeindkaldelse med dagsorden, med et "
             "samtykke i kraft på datoen, og med en plan.",
             "Open cases at the date, opened at least 30 days before: the shares with a network assessment, with an invitation with an "
             "agenda, with a consent in force at the date, and with a plan."},
            {{"days_open_min", ParameterDefinition::Kind::number, "30", "ours"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<ToolUse>(input); },
            false,
            true};
}

}  // namespace forloeb
