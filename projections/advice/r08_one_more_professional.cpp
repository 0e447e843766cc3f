// R8: one more professional (L10: "when we meet Karen we may be professional number 50").
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"
#include "projections/case_facts/professionals_met.hpp"

namespace forloeb::advice {
namespace {

Advice judge_r08(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    const auto met = static_cast<std::int64_t>(professionals_met(input.facts, input.today()).size());
    const std::int64_t adding = input.parameters.number("adding");
    if (met + adding < input.parameters.number("professionals_max")) return advice;
    std::vector<Told> evidence;
    Words told_by_citizen;
    for (const facts::CitizenView& view : input.facts.citizen_views)
        if (view.professionals_met_earlier >= 0) {
            evidence.push_back(view.at);
            told_by_citizen = Words{" Før denne sag, fortæller borgeren: ", " Before this case, the citizen says: "} +
                              number(view.professionals_met_earlier) + both(".");
        }
    advice.advise("many_professionals",
                  Words{"Den næste bliver fagperson nr. ", "The next will be professional no. "} + number(met + adding) +
                      Words{", borgeren møder i denne sag.", " whom the citizen meets in this case."} + told_by_citizen,
                  std::move(evidence));
    return advice;
}

}  // namespace

Rule r08_one_more_professional() {
    return {"R8",
            1,
            {"Endnu en fagperson", "One more professional"},
            {"Så mange fagpersoner har borgeren mødt i sagen, når den næste kommer til (som i M22). Det antal, borgeren selv "
             "fortæller om, står ved siden af og lægges ikke til.",
             "So many professionals the citizen will have met in this case once the next is added (as in M22). The number the "
             "citizen tells of stands beside it and is not added."},
            {{"professionals_max", ParameterDefinition::Kind::number, "50", "Lyngby-Taarbæk, slide 10"},
             {"adding", ParameterDefinition::Kind::number, "1", "ours"}},
            Reach::one_case,
            judge_r08};
}

}  // namespace forloeb::advice
