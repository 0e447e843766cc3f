// M12: involvement of the citizen.
#include <array>

#include "projections/case_facts/key_steps.hpp"
#include "projections/measures/definitions.hpp"
#include "projections/measures/event_ratio.hpp"

namespace forloeb {
namespace {

struct StepWords {
    const char* code;
    const char* da;
    const char* en;
    const char* recorded_by;
};
constexpr std::array<StepWords, 5> step_words = {{
    {"goal", "mål aftalt", "goals agreed", "goal.agreed"},
    {"plan", "planer udarbejdet", "plans created", "plan.created"},
    {"decision", "afgørelser meddelt", "decisions issued", "decision.issued"},
    {"meeting", "koordinerende møder", "coordinating meetings", "meeting.held"},
    {"handover", "overleveringer gennemført", "handovers completed", "handover.completed"},
}};

struct M12Sample {
    Tally cases;  // with a step in the period
    std::array<EventRatio, step_words.size()> steps;
    EventRatio all;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (std::size_t i = 0; i < steps.size(); ++i)
            steps[i].add_to(out, step_words[i].code, {std::string("andel med borgeren inddraget: ") + step_words[i].da, std::string("share with the citizen involved: ") + step_words[i].en},
                            {step_words[i].recorded_by});
        all.add_to(out, "all", {"andel med borgeren inddraget: alle trin", "share with the citizen involved: all steps"});
        return out;
    }
};

class Involvement : public SampledMeasure<M12Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const KeyStep& step : key_steps(facts)) {
            for (M12Sample* sample : samples_when(facts, step.at)) {
                sample->cases.add_case(facts);
                for (EventRatio* ratio : {&sample->steps[static_cast<std::size_t>(step.kind)], &sample->all}) {
                    if (step.imprecise) ++ratio->imprecise;
                    else ratio->add(facts, step.involved);
                }
            }
        }
    }
};

}  // namespace

MeasureDefinition m12_involvement() {
    return {"M12",
            2,
            {"Inddragelse", "Involvement"},
            {"Andel af periodens trin (mål aftalt, plan udarbejdet, afgørelse meddelt, koordinerende møde afholdt, overlevering "
             "gennemført), hvor borgeren var inddraget: en registreret inddragelse af mindst graden hørt, der nævner trinnet og skete "
             "senest samme dag, eller borgeren eller en repræsentant deltog i mødet eller tilsluttede sig målet eller planen. Pr. slags trin, og "
             "samlet. Uoplyst grad eller deltagerkreds er uoplyst. Trin, der kun kendes på måneden, og trin, hvor den "
             "inddragelse, der skulle afgøre det, gør, tælles som upræcise.",
             "Share of the period's steps (goal agreed, plan created, decision issued, coordinating meeting held, handover completed) "
             "in which the citizen was involved: a recorded involvement of at least degree consulted that names the step, on or before "
             "its day; or the citizen or a representative attended the meeting or endorsed the goal or plan. Per kind of step, then pooled. An "
             "unknown degree or unknown attendance is missing. Steps known only to the month, and steps of which the deciding "
             "involvement is, are counted as imprecise."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Involvement>(input); }};
}

}  // namespace forloeb
