// F1: how many come into each phase, and how long they stay.
#include <map>
#include <optional>

#include "events/vocabulary/vocabulary.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

/// A phase in the words of the shipped vocabulary, else its code.
Words phase_words(const std::string& phase) {
    const Vocabulary* phases = find_vocabulary(shipped_vocabularies(), "phase");
    const VocabularyCode* code = phases != nullptr ? phases->find(phase) : nullptr;
    return code != nullptr ? Words{code->da, code->en} : Words{phase, phase};
}

struct F1Sample {
    struct Phase {
        Tally entered;
        Durations stays;
    };
    Tally cases;  // that entered any phase in the period
    std::map<std::string, Phase> phases;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (const auto& [code, phase] : phases) {
            const Words words = phase_words(code);
            out.push_back(share_of_cases(code + ".entered", {words.da + ": kom ind i fasen", words.en + ": entered"}, phase.entered, cases));
            add_durations(out, code + ".days", {words.da + ": dage i fasen", words.en + ": days in the phase"}, phase.stays);
        }
        for (Figure& figure : out) figure.recorded_by = {"phase.entered"};
        return out;
    }
};

class Phases : public SampledMeasure<F1Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (std::size_t i = 0; i < facts.phases.size(); ++i) {
            if (i > 0 && facts.phases[i].phase == facts.phases[i - 1].phase) continue;
            std::size_t next = i + 1;  // told again is not left
            while (next < facts.phases.size() && facts.phases[next].phase == facts.phases[i].phase) ++next;
            add_stay(facts, facts.phases[i], next < facts.phases.size() ? &facts.phases[next] : nullptr);
        }
    }

  private:
    void add_stay(const facts::CaseFacts& facts, const facts::PhaseEntry& entry, const facts::PhaseEntry* next) {
        const std::optional<Told> end = next != nullptr ? std::optional(next->at) : closed_at(facts);
        for (F1Sample* sample : samples_when(facts, entry.at)) {
            sample->cases.add_case(facts);
            F1Sample::Phase& phase = sample->phases[entry.phase];
            phase.entered.add_case(facts);
            if (entry.at.imprecise() || (end && end->imprecise()))
                ++phase.stays.imprecise;
            else if (end)
                phase.stays.reached(facts.person(), days_between(entry.at.date(), end->date()));
            else
                phase.stays.still_waiting(facts.person(), days_between(entry.at.date(), observed_.date));
        }
    }
};

}  // namespace

MeasureDefinition f1_phases() {
    return {"F1",
            1,
            {"Faser", "Phases"},
            {"Pr. fase: andel af de sager, der kom ind i en fase i perioden, som kom ind i netop den; og dage fra den begynder til "
             "næste fase eller afslutning. Et ophold hører til den periode, det begynder i; hvert ophold tæller, og den samme fase "
             "meldt igen er samme ophold. Igangværende indgår censureret ved opgørelse (Kaplan-Meier). Måltallet er vores eget.",
             "Per phase: of the cases that entered a phase in the period, the share that entered this one; and days from its "
             "beginning to the next phase or closing. A stay belongs to the period it begins in; every stay counts, and the same "
             "phase told again is the same stay. Those going on are censored at O (Kaplan-Meier). The measure is ours."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Phases>(input); }};
}

}  // namespace forloeb
