// R16: a complex case with one profession at work (L6: several professions; L12: one cannot work mono-professionally).
#include <algorithm>

#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/network_at.hpp"

namespace forloeb::advice {
namespace {

Advice judge_r16(const Input& input) {
    Advice advice;
    if (!input.is_open() || input.facts.complexities.empty()) return advice;
    const facts::Complexity& complexity = input.facts.complexities.back();
    const auto complex_grades = input.parameters.words("complex_grades");
    if (std::find(complex_grades.begin(), complex_grades.end(), complexity.grade) == complex_grades.end()) return advice;

    std::set<std::string> professions;
    std::set<std::string> without;
    std::vector<Told> evidence = {complexity.at};
    for (const PartyAt& party : parties_at_end_of(input.facts, input.today())) {
        if (party.link->sector == Sector::PRIVATE_NETWORK) continue;
        (party.link->profession.empty() ? without : professions).insert(party.link->profession.empty() ? party.period->party : party.link->profession);
        evidence.push_back(party.period->added);
    }
    if (professions.size() > 1) return advice;
    if (!without.empty())
        advice.unknown("one_profession", Words{"Mangler fagligheden hos: ", "Missing the profession of: "} + listed(without) + both("."), std::move(evidence));
    else
        advice.advise("one_profession",
                      Words{"Kompleksitetsgrad ", "Complexity grade "} + both(complexity.grade) + Words{", men kun én faglighed: ", ", but one profession only: "} +
                          (professions.empty() ? Words{"ingen", "none"} : listed(professions)) + both("."),
                      std::move(evidence));
    return advice;
}

}  // namespace

Rule r16_complex_with_one_profession() {
    return {"R16",
            1,
            {"Kompleks sag, én faglighed", "Complex case, one profession"},
            {"Den seneste kompleksitetsgrad er høj, men højst én faglighed er aktiv uden for det private netværk.",
             "The latest complexity grade is high, but at most one profession is active outside the private network."},
            {{"complex_grades", ParameterDefinition::Kind::words, "høj,meget_høj", "ours"}},
            Reach::one_case,
            judge_r16};
}

}  // namespace forloeb::advice
