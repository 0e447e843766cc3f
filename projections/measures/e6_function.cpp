// E6: change in function, goal by goal, against what was expected.
#include <algorithm>
#include <array>
#include <map>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

using GoalType = ::forloeb::GoalAgreed::Type;
using GoalResult = ::forloeb::GoalClosed::Result;

struct Kind {
    GoalType type;
    const char* code;
    Words label;
};
const std::array<Kind, 3> kinds = {{{GoalType::DEVELOP, "develop", {"udvikle", "develop"}},
                                    {GoalType::MAINTAIN, "maintain", {"fastholde", "maintain"}},
                                    {GoalType::LIMIT_LOSS, "limit_loss", {"begrænse tab", "limit loss"}}}};

struct Goals {
    PersonSum assessed;
    PersonSum met;
    PersonSum rated;  // by the caseworker at closing
    PersonSum reached;
    std::int64_t missing = 0;   // a level not assessed, or by another rule
    std::int64_t not_due = 0;   // still time for the assessment that decides
};

struct E6Sample {
    Tally cases;
    std::map<GoalType, Goals> goals;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (const Kind& kind : kinds) {
            const auto found = goals.find(kind.type);
            const Goals none;
            const Goals& of = found == goals.end() ? none : found->second;
            out.push_back(pooled_ratio(std::string(kind.code) + ".met", {kind.label.da + ": opfyldt efter udredning", kind.label.en + ": met by assessment"}, of.met, of.assessed));
            out.back().missing = of.missing;
            out.back().censored = of.not_due;
            out.push_back(pooled_ratio(std::string(kind.code) + ".rated_reached",
                                       {kind.label.da + ": nået efter sagsbehandlers vurdering", kind.label.en + ": reached as rated by the caseworker"}, of.reached, of.rated));
        }
        return out;
    }
};

/// Levels as numbers, 0 none to 4 complete; lower is better.
std::optional<int> level_of(FunctionLevel level) {
    if (level == FunctionLevel::NOT_ASSESSED) return std::nullopt;
    return static_cast<int>(level) - 1;
}

std::optional<int> level_in(const facts::Assessment& assessment, const std::string& theme) {
    std::optional<int> level;
    for (const facts::ThemeScore& score : assessment.themes)
        if (score.theme == theme) level = level_of(score.level);
    return level;
}

bool same_rule(const facts::Assessment& a, const facts::Assessment& b) {
    return a.method == b.method && a.method_version == b.method_version && a.level_excludes_support == b.level_excludes_support;
}

enum class Verdict : std::uint8_t { met, not_met, missing, not_due };

class FunctionChange : public SampledMeasure<E6Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Goal& goal : facts.goals) {
            if (goal.theme.empty() || goal.type == GoalType::UNKNOWN || goal.agreed.imprecise()) continue;
            const Verdict verdict = judge(facts, goal);
            for (E6Sample* sample : samples_when(facts, goal.agreed)) {
                sample->cases.add_case(facts);
                take(sample->goals[goal.type], facts.person(), goal, verdict);
            }
        }
    }

  private:
    [[nodiscard]] Verdict judge(const facts::CaseFacts& facts, const facts::Goal& goal) const {
        const facts::Assessment* previous = nullptr;
        const facts::Assessment* current = nullptr;
        const std::int32_t after_due = static_cast<std::int32_t>(parameters_.number("days_after_due"));
        const bool has_due = !goal.due.is_unknown();
        const LocalDate due_end = has_due ? LocalDate{local_date(goal.due).days + after_due} : after_last_day;
        for (const facts::Assessment& assessment : facts.assessments) {
            if (!assessment.completed || assessment.completed->imprecise()) continue;
            const LocalDate day = assessment.completed->date();
            if (day <= goal.agreed.date()) {
                if (previous == nullptr || previous->completed->date() <= day) previous = &assessment;
            } else if (day <= std::min(observed_.date, due_end)) {
                if (current == nullptr || current->completed->date() <= day) current = &assessment;
            }
        }
        if (current == nullptr && due_end > observed_.date) return Verdict::not_due;
        if (current == nullptr || previous == nullptr || !same_rule(*previous, *current)) return Verdict::missing;
        const auto now = level_in(*current, goal.theme);
        const auto before = level_in(*previous, goal.theme);
        const auto target = goal.type == GoalType::MAINTAIN ? before : level_of(goal.expected_level);
        if (!now || !before || !target) return Verdict::missing;
        return *now <= *target ? Verdict::met : Verdict::not_met;
    }

    static void take(Goals& goals, const Uuid& person, const facts::Goal& goal, Verdict verdict) {
        if (goal.closed && goal.result != GoalResult::UNKNOWN) {
            goals.rated.add(person, 1);
            goals.reached.add(person, goal.result == GoalResult::REACHED ? 1 : 0);
        }
        if (verdict == Verdict::missing) ++goals.missing;
        if (verdict == Verdict::not_due) ++goals.not_due;
        if (verdict == Verdict::missing || verdict == Verdict::not_due) return;
        goals.assessed.add(person, 1);
        goals.met.add(person, verdict == Verdict::met ? 1 : 0);
    }
};

}  // namespace

MeasureDefinition e6_function() {
    return {"E6",
            1,
            {"Ændring i funktionsevne", "Function change"},
            {"Mål med tema aftalt i perioden. Forrige niveau er fra den sidste udredning afsluttet senest ved aftalen, det nuværende fra "
             "den sidste derefter, senest 90 dage efter målets frist; 0 ingen til 4 fuldstændig nedsat, lavere er bedre. Udvikle og "
             "begrænse tab er opfyldt, når det nuværende højst er det forventede; fastholde, når det højst er det forrige. Ikke "
             "vurderet, eller efter en anden metode, mangler. Sagsbehandlerens vurdering står ved siden af, aldrig i stedet.",
             "Goals with a theme agreed in the period. The previous level is from the last assessment completed by the agreement, the "
             "current from the last one after it, at most 90 days after the goal's due date; 0 none to 4 complete, lower is better. "
             "Develop and limit loss are met if the current is at most the expected; maintain, if at most the previous. Not "
             "assessed, or by another method, is missing. The caseworker's rating stands beside, never instead."},
            {{"days_after_due", ParameterDefinition::Kind::number, "90", "ours"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<FunctionChange>(input); }};
}

}  // namespace forloeb
