// M23: use of criteria and grades.
#include <map>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M23Sample {
    Tally cases;  // open at the date
    Tally ungraded;
    std::map<std::string, std::map<std::string, Tally>> grades;  // model with version -> grade
    std::map<std::string, Tally> graded;
    PersonSum decisions;  // in the period, with a known advice
    PersonSum against;
    Tally advice_unknown;
    Tally decided;
    PersonSum criteria;
    PersonSum unknown_criteria;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (const auto& [model, of_model] : grades)
            for (const auto& [grade, tally] : of_model)
                add_count(out, "grade." + model + "." + grade, {model + ": grad " + grade, model + ": grade " + grade}, tally, graded.at(model), model);
        add_count(out, "ungraded", {"uden gradering", "without a grade"}, ungraded, cases);
        out.push_back(pooled_ratio("against_advice", {"beslutninger mod rådet", "decisions against advice"}, against, decisions));
        add_count(out, "advice_unknown", {"sager med en beslutning uden kendt råd", "cases with a decision without known advice"}, advice_unknown, decided);
        out.push_back(pooled_ratio("criteria_missing", {"kriterier uden oplysning", "criteria not answered"}, unknown_criteria, criteria));
        return out;
    }
};

class CriteriaUse : public SampledMeasure<M23Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        add_grades(facts);
        for (const facts::NeedDecision& need : facts.needs)
            if (need.at.date() < observed_.days_end) add_decision(facts, need);
    }

  private:
    void add_grades(const facts::CaseFacts& facts) {
        const LocalDate date = cohort_.stock_date(observed_);
        if (!open_days(facts).contains(date)) return;
        std::map<std::string, std::string> latest;
        for (const facts::Complexity& complexity : facts.complexities)
            if (complexity.at.date() <= date && !complexity.grade.empty()) latest[complexity.model] = complexity.grade;
        for (M23Sample* sample : samples_at_end_of(facts, date)) {
            sample->cases.add(facts.person());
            if (latest.empty()) sample->ungraded.add(facts.person());
            for (const auto& [model, grade] : latest) {
                sample->grades[model][grade].add(facts.person());
                sample->graded[model].add(facts.person());
            }
        }
    }

    void add_decision(const facts::CaseFacts& facts, const facts::NeedDecision& need) {
        double unknown = 0;
        for (const facts::CriterionAnswer& result : need.results) unknown += result.met == Answer::UNKNOWN ? 1 : 0;
        for (M23Sample* sample : samples_when(facts, need.at)) {
            sample->criteria.add(facts.person(), static_cast<double>(need.results.size()));
            sample->unknown_criteria.add(facts.person(), unknown);
            if (need.decision == Answer::UNKNOWN) continue;
            if (!sample->decided.persons.contains(facts.person())) sample->decided.add(facts.person());
            if (need.advice == Answer::UNKNOWN) {
                if (!sample->advice_unknown.persons.contains(facts.person())) sample->advice_unknown.add(facts.person());
                continue;
            }
            sample->decisions.add(facts.person(), 1);
            sample->against.add(facts.person(), need.decision != need.advice ? 1 : 0);
        }
    }
};

}  // namespace

MeasureDefinition m23_criteria_use() {
    return {"M23",
            1,
            {"Brug af kriterier", "Criteria use"},
            {"Seneste grad på datoen i åbne sager, pr. model og version, aldrig på tværs. Beslutninger om koordinator i perioden, der "
             "gik imod rådet; ukendt råd tælles for sig. Manglende = kriterier uden oplysning / kriterier.",
             "Latest grade at the date of open cases, per model and version, never across. Decisions on a coordinator in the period "
             "that went against advice; unknown advice is counted apart. Missing = unknown criteria / criteria."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<CriteriaUse>(input); },
            false,
            true};
}

}  // namespace forloeb
