// M25: practice conformance.
#include <algorithm>
#include <array>
#include <map>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

/// The method's key steps, version 1, in their order. A variant is written with their letters.
struct Step {
    char letter;
    const char* code;
    Words label;
};
const std::array<Step, 8> steps = {{{'O', "opened", {"åbnet", "opened"}},
                                    {'B', "need_assessed", {"behov vurderet", "need assessed"}},
                                    {'K', "assigned", {"koordinator udpeget", "coordinator assigned"}},
                                    {'I', "citizen_informed", {"borger orienteret", "citizen informed"}},
                                    {'N', "network_map", {"netværk vurderet", "network assessed"}},
                                    {'M', "goal_agreed", {"mål aftalt", "goal agreed"}},
                                    {'D', "coordinating_meeting", {"koordinerende møde", "coordinating meeting"}},
                                    {'P', "plan", {"plan oprettet eller afslået", "plan created or declined"}}}};
using Firsts = std::array<std::optional<Told>, steps.size()>;

void first(std::optional<Told>& earliest, const std::optional<Told>& at) {
    if (at && (!earliest || at->when.at < earliest->when.at)) earliest = at;
}

Firsts first_occurrences(const facts::CaseFacts& facts) {
    Firsts at;
    at[0] = facts.episodes.front().opened;
    for (const auto& need : facts.needs) first(at[1], need.at);
    for (const auto& assignment : facts.assignments) first(at[2], assignment.at);
    for (const auto& informed : facts.informed)
        if (informed.topic == "coordinator") first(at[3], informed.at);
    for (const auto& assessment : facts.network_assessments) first(at[4], assessment.at);
    for (const auto& goal : facts.goals) first(at[5], goal.agreed);
    for (const auto& meeting : facts.meetings)
        if (meeting.kind == "coordinating") first(at[6], meeting.held);
    for (const auto& plan : facts.plans) {
        first(at[7], plan.created);
        first(at[7], plan.declined);
    }
    return at;
}

/// Every step in its place: none comes before the one before it (the same day is in order).
bool conforms(const Firsts& at) {
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (!at[i] || at[i]->imprecise()) return false;
        if (i > 0 && !in_order(*at[i - 1], *at[i])) return false;
    }
    return true;
}

/// The steps' letters as they came. What cannot be told to have come before another keeps the method's order.
std::string variant_of(const Firsts& at) {
    std::vector<std::size_t> order;
    for (std::size_t step = 0; step < at.size(); ++step) {
        if (!at[step]) continue;
        auto place = order.end();
        while (place != order.begin() && !in_order(*at[*std::prev(place)], *at[step])) --place;
        order.insert(place, step);
    }
    std::string letters;
    for (std::size_t step : order) letters.push_back(steps[step].letter);
    return letters;
}

struct M25Sample {
    Tally cases;
    Tally conform;
    std::array<Tally, steps.size()> with;
    std::map<std::string, Tally> variants;
    std::size_t persons_min = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {share_of_cases("conform", {"alle trin i rækkefølge", "every step, in order"}, conform, cases)};
        for (std::size_t i = 0; i < steps.size(); ++i)
            out.push_back(share_of_cases(std::string("with.") + steps[i].code, {"har trinnet: " + steps[i].label.da, "has the step: " + steps[i].label.en}, with[i], cases));
        Tally rare;
        for (const auto& [letters, tally] : variants) {
            if (tally.persons.size() >= persons_min) {
                add_count(out, "variant." + letters, {"variant " + letters, "variant " + letters}, tally, cases, "variants");
                continue;
            }
            rare.cases += tally.cases;
            rare.persons.insert(tally.persons.begin(), tally.persons.end());
        }
        add_count(out, "variant.rare", {"sjældne varianter", "rare variants"}, rare, cases, "variants");
        return out;
    }
};

class Practice : public SampledMeasure<M25Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        if (facts.episodes.empty()) return;
        const Told& opened = facts.episodes.front().opened;
        if (!cohort_.in_period(opened.date()) || opened.imprecise()) return;
        const bool old_enough = days_between(opened.date(), observed_.date) >= parameters_.number("days_old_min");
        if (!old_enough && !closed_at(facts)) return;
        const Coordination coordination(facts, cohort_.kind);
        if (!cohort_.admits_kind(coordination.first())) return;
        const Firsts at = first_occurrences(facts);
        for (M25Sample* sample : strata_.of(facts, attributes_when(facts, opened), coordination.any() ? coordination.first()->kind : std::string())) {
            sample->persons_min = static_cast<std::size_t>(parameters_.number("persons_min"));
            sample->cases.add(facts.person());
            if (conforms(at)) sample->conform.add(facts.person());
            for (std::size_t i = 0; i < at.size(); ++i)
                if (at[i]) sample->with[i].add(facts.person());
            sample->variants[variant_of(at)].add(facts.person());
        }
    }
};

}  // namespace

MeasureDefinition m25_practice() {
    return {"M25",
            1,
            {"Fælles praksis", "Practice conformance"},
            {"Sager åbnet i perioden, som er mindst 180 dage gamle eller afsluttet. Metodens trin, version 1: åbnet (O), behov vurderet "
             "(B), koordinator udpeget (K), borger orienteret om koordinator (I), netværk vurderet (N), mål aftalt (M), koordinerende "
             "møde (D), plan oprettet eller afslået (P). Fulgt = alle trin, første gang i den rækkefølge; samme dag er i orden. En "
             "variant vises, når mindst fem borgere har den.",
             "Cases opened in the period that are at least 180 days old or closed. The method's steps, version 1: opened (O), need "
             "assessed (B), coordinator assigned (K), citizen informed of the coordinator (I), network assessed (N), goal agreed (M), "
             "coordinating meeting (D), plan created or declined (P). Conform = every step, first occurrences in that order; the same "
             "day is in order. A variant is shown if at least five citizens have it."},
            {{"days_old_min", ParameterDefinition::Kind::number, "180", "ours"},
             {"persons_min", ParameterDefinition::Kind::number, "5", "G12"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Practice>(input); }};
}

}  // namespace forloeb
