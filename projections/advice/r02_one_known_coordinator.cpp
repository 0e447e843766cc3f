// R2: no, two, or unannounced coordinators (L7: one coordinator, and everybody knows who).
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/network_at.hpp"
#include "projections/case_facts/working_days.hpp"

namespace forloeb::advice {
namespace {

/// Since when the case waits for a coordinator: the last release, or the decision that one is needed; after a pause in the
/// case, its reopening.
std::optional<Told> waiting_since(const facts::CaseFacts& facts) {
    std::optional<Told> since;
    const auto later = [&](const Told& at) {
        if (!at.imprecise() && (!since || since->date() < at.date())) since = at;
    };
    for (const facts::Assignment& assignment : facts.assignments)
        if (assignment.released) later(*assignment.released);
    if (facts.assignments.empty() && !facts.needs.empty() && facts.needs.back().decision == Answer::YES) later(facts.needs.back().at);
    if (since) later(facts.episodes.back().opened);
    return since;
}

void nobody(const Input& input, const Coordination& coordination, Advice& advice) {
    if (coordination.count_at_end_of(input.today()) > 0) return;
    const auto since = waiting_since(input.facts);
    if (!since) return;
    const std::int64_t days = working_days_between(since->date(), input.today());
    if (days <= input.parameters.number("working_days_without_max")) return;
    advice.advise("nobody_coordinates",
                  Words{"Ingen koordinator i ", "Nobody has coordinated for "} + number(days) +
                      Words{" arbejdsdage, siden ", " working days, since "} + date(since->date()) + both("."),
                  {*since});
}

void several(const Input& input, const Coordination& coordination, Advice& advice) {
    const std::size_t count = coordination.count_at_end_of(input.today());
    if (count < 2) return;
    std::vector<Told> evidence;
    for (const facts::Assignment& assignment : input.facts.assignments)
        if (assignment.at.date() <= input.today() && (!assignment.released || assignment.released->date() > input.today()))
            evidence.push_back(assignment.at);
    advice.advise("several_coordinate",
                  number(static_cast<std::int64_t>(count)) +
                      Words{" koordinatorer på samme tid: borgeren skal have én.", " coordinators at a time: the citizen is to have one."},
                  std::move(evidence));
}

void not_announced(const Input& input, const Coordination& coordination, Advice& advice) {
    const facts::Assignment* coordinator = coordination.at_end_of(input.today());
    if (coordinator == nullptr || coordinator->at.imprecise()) return;
    std::set<std::string> parties;
    std::set<std::string> sector_unknown;
    std::vector<Told> evidence = {coordinator->at};
    for (const PartyAt& party : parties_at_end_of(input.facts, input.today())) {
        if (party.link->sector == Sector::PRIVATE_NETWORK || is_coordinator(*party.link, *coordinator)) continue;
        if (party.period->added.imprecise()) continue;
        const LocalDate later = std::max(coordinator->at.date(), party.period->added.date());
        if (days_between(later, input.today()) <= input.parameters.number("days_to_announce")) continue;
        if (told_since(input.facts.announcements, party.period->party, coordinator->at, input.today()) ||
            told_since(input.facts.acknowledgements, party.period->party, coordinator->at, input.today()))
            continue;
        (party.link->sector == Sector::UNKNOWN ? sector_unknown : parties).insert(party.period->party);
        evidence.push_back(party.period->added);
    }
    if (!parties.empty())
        advice.advise("not_announced",
                      Words{"Koordinatoren er ikke meddelt: ", "Not told who coordinates: "} + listed(parties) + both("."),
                      std::move(evidence));
    else if (!sector_unknown.empty())
        advice.unknown("not_announced",
                       Words{"Mangler: er det fagpersoner eller privat netværk? ", "Missing: professionals or private network? "} +
                           listed(sector_unknown) + both("."),
                       std::move(evidence));
}

Advice judge_r02(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    const Coordination coordination(input.facts, "");
    nobody(input, coordination, advice);
    several(input, coordination, advice);
    not_announced(input, coordination, advice);
    return advice;
}

}  // namespace

Rule r02_one_known_coordinator() {
    return {"R2",
            1,
            {"Én koordinator, som alle kender", "One coordinator, known to all"},
            {"Åben sag uden koordinator i mere end 3 arbejdsdage, efter at en er fratrådt eller behovet er besluttet; to "
             "koordinatorer ved dagens slutning; eller en samarbejdspart, der ikke har fået koordinatoren meddelt 14 dage efter "
             "det seneste af udpegning og tilføjelse.",
             "An open case without a coordinator for more than 3 working days after one was released or the need decided; two "
             "coordinators at the day's end; or a partner not told of the coordinator 14 days after the later of the assignment "
             "and the partner's joining."},
            {{"working_days_without_max", ParameterDefinition::Kind::number, "3", "ours"},
             {"days_to_announce", ParameterDefinition::Kind::number, "14", "ours"}},
            Reach::one_case,
            judge_r02};
}

}  // namespace forloeb::advice
