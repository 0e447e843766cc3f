// M4: shared goal.
#include "projections/case_facts/shared_goal.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M04Sample {
    Tally cases;  // opened long enough before the date
    Tally met;
    Tally unknown;  // not met, but unknown endorsements could be what is missing
    Durations from_opening;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {share_of_cases("shared_goal", {"sager med fælles mål", "cases with a shared goal"}, met, cases)};
        out.front().recorded_by = {"goal.agreed"};
        add_count(out, "unknown", {"ikke opfyldt, men med uoplyste tilslutninger", "not met, with unknown endorsements"}, unknown, cases);
        add_durations(out, "opened_to_shared_goal", {"åbnet til fælles mål, dage", "opened to shared goal, days"}, from_opening);
        return out;
    }
};

class SharedGoal : public SampledMeasure<M04Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        if (facts.episodes.empty()) return;
        const LocalDate date = cohort_.stock_date(observed_);
        const Told& opened = facts.episodes.front().opened;
        if (days_between(opened.date(), date) < parameters_.number("days_open_min")) return;
        const auto organisations_min = static_cast<std::size_t>(parameters_.number("organisations_min"));
        const SharedGoalVerdict verdict = shared_goal_by(facts, Coordination(facts, ""), date, organisations_min);
        for (M04Sample* sample : samples_at_end_of(facts, date)) {
            sample->cases.add(facts.person());
            if (verdict.met) sample->met.add(facts.person());
            if (!verdict.met && verdict.could_be) sample->unknown.add(facts.person());
            add_duration(sample->from_opening, facts, opened, verdict, date);
        }
    }

  private:
    static void add_duration(Durations& durations, const facts::CaseFacts& facts, const Told& opened, const SharedGoalVerdict& verdict, LocalDate date) {
        const auto closed = closed_at(facts);
        const bool closed_by_then = closed && closed->date() <= date;
        if (opened.imprecise() || (verdict.met && verdict.met->imprecise()) || (!verdict.met && closed_by_then && closed->imprecise()))
            ++durations.imprecise;
        else if (verdict.met)
            durations.reached(facts.person(), days_between(opened.date(), verdict.met->date()));
        else
            durations.still_waiting(facts.person(), days_between(opened.date(), closed_by_then ? closed->date() : date));
    }
};

}  // namespace

MeasureDefinition m04_shared_goal() {
    return {"M4",
            1,
            {"Fælles mål", "Shared goal"},
            {"Andel af sager åbnet mindst 90 dage før datoen, som har haft ét mål, borgeren eller en repræsentant og mindst to "
             "forskellige organisationer stod bag på samme tid; hverken privat netværk eller koordinatorens egen enhed tæller, og "
             "uoplyst er ikke opfyldt, men vises. Dage fra åbning til den sidste nødvendige tilslutning (Kaplan-Meier).",
             "Share of cases opened at least 90 days before the date that have had one goal which the citizen or a representative "
             "and at least two distinct organisations endorsed at the same time; neither private network nor the coordinator's "
             "own unit counts, and unknown is not met but shown. Days from opening to the last needed endorsement (Kaplan-Meier)."},
            {{"days_open_min", ParameterDefinition::Kind::number, "90", "ours"},
             {"organisations_min", ParameterDefinition::Kind::number, "2", "ours"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<SharedGoal>(input); },
            false,
            true};
}

}  // namespace forloeb
