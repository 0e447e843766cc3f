// R1: the criteria for starting a disability coordinator (kriterier for opstart, L1-L2): requirements that are all
// necessary, then indicators that are listed. The seed gives no weights, so none are invented: a score is only given from
// a weights file. A person decides.
#include <algorithm>
#include <charconv>

#include "projections/advice/rules.hpp"
#include "projections/advice/start_criteria.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

Words names(const std::vector<Criterion>& criteria, CriterionResult::Kind kind, Answer met) {
    std::set<std::string> codes;
    for (const Criterion& criterion : criteria)
        if (criterion.kind == kind && criterion.met == met) codes.insert(criterion.code);
    return listed(codes);
}

std::int64_t count(const std::vector<Criterion>& criteria, CriterionResult::Kind kind, Answer met) {
    return std::count_if(criteria.begin(), criteria.end(), [&](const Criterion& each) { return each.kind == kind && each.met == met; });
}

/// "code:weight": nothing if it is not that, or no indicator of ours.
std::optional<std::pair<Answer, std::int64_t>> weigh(const std::vector<Criterion>& criteria, const std::string& entry) {
    const std::size_t colon = entry.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    std::int64_t weight = 0;
    const char* end = entry.data() + entry.size();
    if (const auto [at, error] = std::from_chars(entry.data() + colon + 1, end, weight); error != std::errc() || at != end) return std::nullopt;
    for (const Criterion& criterion : criteria)
        if (criterion.kind == CriterionResult::Kind::INDICATOR && criterion.code == entry.substr(0, colon)) return {{criterion.met, weight}};
    return std::nullopt;
}

void score(const Input& input, Advice& advice) {
    const auto weights = input.parameters.words("weights");
    if (weights.empty()) return;
    Score score;
    for (const std::string& entry : weights) {
        const auto weighed = weigh(advice.criteria, entry);
        if (!weighed) {
            advice.unknown("weights", {"Mangler: en læselig vægt for en indikator (skriv indikator:tal).", "Missing: a readable weight of an indicator (write indicator:number)."});
            return;
        }
        if (weighed->first == Answer::YES) score.low += weighed->second;
        if (weighed->first != Answer::NO) score.high += weighed->second;
    }
    advice.score = score;
}

Advice judge_r01(const Input& input) {
    using Kind = CriterionResult::Kind;
    Advice advice;
    advice.criteria = start_criteria(input);
    score(input, advice);
    if (count(advice.criteria, Kind::REQUIREMENT, Answer::NO) > 0) return advice;
    if (count(advice.criteria, Kind::REQUIREMENT, Answer::UNKNOWN) > 0) {
        advice.unknown("requirements", Words{"Mangler: ", "Missing: "} + names(advice.criteria, Kind::REQUIREMENT, Answer::UNKNOWN) + both("."));
        return advice;
    }
    if (Coordination(input.facts, "").at_end_of(input.today()) != nullptr) return advice;  // there is one
    std::vector<Told> evidence;
    for (const Criterion& criterion : advice.criteria)
        if (criterion.met == Answer::YES) evidence.insert(evidence.end(), criterion.evidence.begin(), criterion.evidence.end());
    advice.advise("consider_coordinator",
                  Words{"Kravene er opfyldt. Indikatorer: ", "The requirements are met. Indicators: "} + number(count(advice.criteria, Kind::INDICATOR, Answer::YES)) +
                      Words{" ja, ", " yes, "} + number(count(advice.criteria, Kind::INDICATOR, Answer::NO)) + Words{" nej, ", " no, "} +
                      number(count(advice.criteria, Kind::INDICATOR, Answer::UNKNOWN)) + Words{" uoplyst. Et menneske afgør det.", " unknown. A person decides."},
                  std::move(evidence));
    return advice;
}

}  // namespace

Rule r01_coordinator_start() {
    return {"R1",
            1,
            {"Kriterier for opstart af handicapkoordinator", "Start criteria for a disability coordinator"},
            {"Krav, alle nødvendige: en åben sag i voksenhandicap med en ansøgning, et udkast eller en løbende ydelse efter "
             "serviceloven af de nævnte typer; og en registreret vurdering af betydeligt nedsat funktionsevne, aldrig udledt af "
             "niveauer. Nej til et krav: ikke opfyldt; ellers uoplyst: mangler. Indikatorerne står som ja, nej eller uoplyst; point "
             "gives kun efter en vægtfil, og uoplyst giver et interval.",
             "Requirements, all necessary: an open case in adult disability with an application, a draft or a running service under "
             "serviceloven of the listed types; and a recorded judgement of considerably reduced function, never derived from "
             "levels. No to one: not met; else unknown: missing. Indicators stand as yes, no or unknown; a score is only given "
             "from a weights file, and unknown gives a range."},
            {{"units", ParameterDefinition::Kind::words, "Voksenhandicap", "Lyngby-Taarbæk, slide 1"},
             {"law", ParameterDefinition::Kind::words, "serviceloven", "Lyngby-Taarbæk, slide 1"},
             {"service_types", ParameterDefinition::Kind::words, "bpa,bostøtte,ledsagelse,kontaktperson,hjælpemiddel,merudgifter,aktivitetstilbud,dagtilbud,botilbud,aflastning", "ours"},
             {"problems_min", ParameterDefinition::Kind::number, "2", "ours"},
             {"service_kinds_min", ParameterDefinition::Kind::number, "2", "ours"},
             {"organisations_min", ParameterDefinition::Kind::number, "3", "ours"},
             {"weights", ParameterDefinition::Kind::words, "", "a weights file"}},
            Reach::one_case,
            judge_r01};
}

}  // namespace forloeb::advice
