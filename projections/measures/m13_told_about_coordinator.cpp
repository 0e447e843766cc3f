// M13: told about the coordinator.
#include <algorithm>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M13Sample {
    Tally cases;
    Tally assignments;  // old enough
    Tally in_time;
    Tally late;
    Tally never;
    PersonSum counted;
    PersonSum told;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {pooled_ratio("in_time.share", {"andel udpegninger, borgeren hørte om i tide", "share of assignments the citizen was told of in time"}, told, counted)};
        add_count(out, "in_time", {"orienteret i tide", "told in time"}, in_time, assignments, "assignments");
        add_count(out, "late", {"orienteret for sent", "told late"}, late, assignments, "assignments");
        add_count(out, "never", {"aldrig orienteret", "never told"}, never, assignments, "assignments");
        for (Figure& figure : out) {
            figure.imprecise = imprecise;
            figure.recorded_by = {"citizen.informed"};
        }
        return out;
    }
};

enum class Telling : std::uint8_t { never, late, in_time };

class ToldAboutCoordinator : public SampledMeasure<M13Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Assignment& assignment : facts.assignments) {
            if (!cohort_.in_period(assignment.at.date()) || (!cohort_.kind.empty() && cohort_.kind != assignment.kind)) continue;
            for (M13Sample* sample : strata_.of(facts, attributes_when(facts, assignment.at), assignment.kind)) add_assignment(*sample, facts, assignment);
        }
    }

  private:
    void add_assignment(M13Sample& sample, const facts::CaseFacts& facts, const facts::Assignment& assignment) const {
        if (assignment.at.imprecise()) {
            ++sample.imprecise;
            return;
        }
        if (days_between(assignment.at.date(), LocalDate{observed_.days_end.days - 1}) < parameters_.number("days_after")) return;
        const Telling telling = telling_of(facts, assignment.at.date());
        sample.cases.add_case(facts);
        sample.assignments.add(facts.person());
        sample.counted.add(facts.person(), 1);
        sample.told.add(facts.person(), telling == Telling::in_time ? 1 : 0);
        (telling == Telling::in_time ? sample.in_time : telling == Telling::late ? sample.late : sample.never).add(facts.person());
    }

    [[nodiscard]] Telling telling_of(const facts::CaseFacts& facts, LocalDate assigned) const {
        Telling best = Telling::never;
        for (const facts::Informed& informed : facts.informed) {
            if (informed.topic != parameters_.text("topic") || informed.at.imprecise() || !reached_citizen(informed)) continue;
            const std::int64_t day = days_between(assigned, informed.at.date());
            if (day < -parameters_.number("days_before")) continue;
            best = std::max(best, day <= parameters_.number("days_after") ? Telling::in_time : Telling::late);
        }
        return best;
    }

    /// Who was told is not always said; that it names only others is another matter.
    static bool reached_citizen(const facts::Informed& informed) {
        return informed.kinds.empty() || std::any_of(informed.kinds.begin(), informed.kinds.end(), [](ParticipantKind kind) {
                   return kind == ParticipantKind::UNKNOWN || facts::is_citizen_side(kind, {});
               });
    }
};

}  // namespace

MeasureDefinition m13_told_about_coordinator() {
    return {"M13",
            1,
            {"Orienteret om koordinator", "Told about coordinator"},
            {"Udpegninger, der er mindst 14 dage gamle: borgeren orienteret om koordinatorfunktionen fra 30 dage før til 14 dage efter "
             "udpegningen (i tide), senere (for sent) eller aldrig. Hver udpegning tæller.",
             "Assignments at least 14 days old: the citizen informed of the coordinator function from 30 days before to 14 days after "
             "the assignment (in time), later (late) or never. Each assignment counts."},
            {{"days_before", ParameterDefinition::Kind::number, "30", "ours"},
             {"days_after", ParameterDefinition::Kind::number, "14", "ours"},
             {"topic", ParameterDefinition::Kind::words, "coordinator", "the catalogue"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<ToldAboutCoordinator>(input); }};
}

}  // namespace forloeb
