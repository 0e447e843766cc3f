// M6: assessment and plan time.
#include <optional>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M06Sample {
    Tally cases;  // with an assessment started or completed in the period
    Durations first;
    Durations again;
    Durations to_plan;
    Tally completed;
    Tally declined;
    Tally started_unknown;  // completed, but nobody told of the start

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_durations(out, "first", {"første udredning: påbegyndt til afsluttet, dage", "first assessment: started to completed, days"}, first);
        add_durations(out, "reassessment", {"genudredning: påbegyndt til afsluttet, dage", "reassessment: started to completed, days"}, again);
        for (Figure& figure : out) figure.recorded_by = {"assessment.started"};
        add_durations(out, "to_plan", {"udredning afsluttet til plan, dage", "assessment completed to plan, days"}, to_plan);
        out[4].recorded_by = out[5].recorded_by = {"assessment.completed"};
        add_count(out, "plan_declined", {"plan ikke ønsket", "plan declined"}, declined, completed);
        add_count(out, "start_unknown", {"afsluttet, påbegyndelse uoplyst", "completed, start unknown"}, started_unknown, completed);
        return out;
    }
};

class AssessmentTime : public SampledMeasure<M06Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        bool first = true;
        for (const facts::Assessment& assessment : facts.assessments) {
            add_assessment(facts, assessment, is_first(assessment, first));
            add_plan(facts, assessment);
            first = false;
        }
    }

  private:
    /// As its purpose says; where it says nothing, the case's first is the first.
    static bool is_first(const facts::Assessment& assessment, bool first_of_case) {
        if (assessment.purpose == "first") return true;
        return assessment.purpose != "reassessment" && first_of_case;
    }

    void add_assessment(const facts::CaseFacts& facts, const facts::Assessment& assessment, bool first) {
        if (!assessment.started) return;
        for (M06Sample* sample : samples_when(facts, *assessment.started)) {
            sample->cases.add_case(facts);
            add_duration(first ? sample->first : sample->again, facts, *assessment.started, assessment.completed, std::nullopt);
        }
    }

    void add_plan(const facts::CaseFacts& facts, const facts::Assessment& assessment) {
        if (!assessment.completed) return;
        const facts::Plan* plan = nullptr;
        std::optional<Told> declined;
        for (const facts::Plan& each : facts.plans) {
            if (assessment.assessment.empty() || each.assessment != assessment.assessment) continue;
            if (each.created && (plan == nullptr || each.created->when.at < plan->created->when.at)) plan = &each;
            if (each.declined && !declined) declined = each.declined;
        }
        for (M06Sample* sample : samples_when(facts, *assessment.completed)) {
            sample->cases.add_case(facts);
            sample->completed.add(facts.person());
            if (!assessment.started) sample->started_unknown.add(facts.person());
            if (plan == nullptr && declined) sample->declined.add(facts.person());
            add_duration(sample->to_plan, facts, *assessment.completed, plan != nullptr ? plan->created : std::nullopt, declined);
        }
    }

    void add_duration(Durations& durations, const facts::CaseFacts& facts, const Told& start, const std::optional<Told>& reached,
                      const std::optional<Told>& given_up) const {
        const std::optional<Told> end = reached ? reached : given_up ? given_up : closed_at(facts);
        if (start.imprecise() || (end && end->imprecise()))
            ++durations.imprecise;
        else if (reached)
            durations.reached(facts.person(), days_between(start.date(), reached->date()));
        else
            durations.still_waiting(facts.person(), days_between(start.date(), end ? end->date() : observed_.date));
    }
};

}  // namespace

MeasureDefinition m06_assessment_time() {
    return {"M6",
            1,
            {"Udrednings- og plantid", "Assessment and plan time"},
            {"Dage fra en udredning er påbegyndt til den er afsluttet, første udredning og genudredning hver for sig (som formålet "
             "siger; ellers er sagens første den første); og fra den er afsluttet til den første plan, der nævner den. En plan, der "
             "ikke ønskes, afslutter ventetiden og tælles. Ventende indgår censureret ved afslutning eller opgørelse (Kaplan-Meier).",
             "Days from an assessment being started to its completion, first assessment and reassessment apart (as its purpose says; "
             "else the case's first is the first); and from completion to the first plan that names it. A plan declined ends the "
             "waiting and is counted. Those waiting are censored at closing or at O (Kaplan-Meier)."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<AssessmentTime>(input); }};
}

}  // namespace forloeb
