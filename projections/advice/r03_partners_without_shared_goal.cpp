// R3: several partners but no shared goal (K, L3: a common goal for all that is done).
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/network_at.hpp"
#include "projections/case_facts/shared_goal.hpp"

namespace forloeb::advice {
namespace {

struct Around {
    std::set<std::string> organisations;
    std::set<std::string> with_unknown;  // the same, and those of an unknown sector
};

Around organisations_at(const Input& input, LocalDate day) {
    Around around;
    for (const PartyAt& party : parties_at_end_of(input.facts, day)) {
        if (party.link->sector == Sector::PRIVATE_NETWORK || party.period->added.imprecise()) continue;
        around.with_unknown.insert(organisation_of(party));
        if (party.link->sector != Sector::UNKNOWN) around.organisations.insert(organisation_of(party));
    }
    return around;
}

Advice judge_r03(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    const auto organisations_min = static_cast<std::size_t>(input.parameters.number("organisations_min"));
    const std::int64_t days = input.parameters.number("days");
    bool enough = true;
    bool enough_with_unknown = true;
    for (std::int64_t back = 0; back < days && enough_with_unknown; ++back) {
        const Around around = organisations_at(input, {input.today().days - static_cast<std::int32_t>(back)});
        enough = enough && around.organisations.size() >= organisations_min;
        enough_with_unknown = around.with_unknown.size() >= organisations_min;
    }
    if (!enough_with_unknown) return advice;
    const SharedGoalVerdict goal =
        shared_goal_by(input.facts, Coordination(input.facts, ""), input.today(),
                       static_cast<std::size_t>(input.parameters.number("endorsing_organisations_min")));
    if (goal.met) return advice;

    std::vector<Told> evidence;
    for (const PartyAt& party : parties_at_end_of(input.facts, input.today()))
        if (party.link->sector != Sector::PRIVATE_NETWORK) evidence.push_back(party.period->added);
    for (const facts::Goal& each : input.facts.goals) evidence.push_back(each.agreed);
    if (!enough)
        advice.unknown("no_shared_goal", {"Mangler: om nogle af parterne er privat netværk eller ej.", "Missing: whether some of the parties are private network or not."}, std::move(evidence));
    else if (goal.could_be)
        advice.unknown("no_shared_goal", {"Mangler: om borgeren og mindst to organisationer står bag et mål.", "Missing: whether the citizen and at least two organisations stand behind a goal."}, std::move(evidence));
    else
        advice.advise("no_shared_goal",
                      number(static_cast<std::int64_t>(organisations_at(input, input.today()).organisations.size())) +
                          Words{" organisationer om borgeren i mindst ", " organisations around the citizen for at least "} + number(days) +
                          Words{" dage, men intet mål, som borgeren og mindst to af dem står bag.", " days, but no goal that the citizen and at least two of them endorse."},
                      std::move(evidence));
    return advice;
}

}  // namespace

Rule r03_partners_without_shared_goal() {
    return {"R3",
            1,
            {"Parter uden fælles mål", "Partners without a shared goal"},
            {"Mindst 3 organisationer uden for det private netværk i 30 dage i træk, og intet fælles mål som i M4.",
             "At least 3 organisations outside the private network for 30 days running, and no shared goal as in M4."},
            {{"organisations_min", ParameterDefinition::Kind::number, "3", "ours"},
             {"days", ParameterDefinition::Kind::number, "30", "ours"},
             {"endorsing_organisations_min", ParameterDefinition::Kind::number, "2", "ours"}},
            Reach::one_case,
            judge_r03};
}

}  // namespace forloeb::advice
