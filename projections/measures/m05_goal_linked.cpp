// M5: goal-linked services and meetings.
#include <algorithm>

#include "projections/case_facts/parallel_services.hpp"
#include "projections/measures/definitions.hpp"
#include "projections/measures/event_ratio.hpp"

namespace forloeb {
namespace {

struct M05Sample {
    Tally cases;  // with a running service, or a meeting held in the period
    EventRatio services;
    EventRatio meetings;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        services.add_to(out, "services", {"andel løbende ydelser med et åbent mål", "share of running services with an open goal"},
                        {"service.started", "service.changed"});
        meetings.add_to(out, "meetings", {"andel afholdte møder med et mål", "share of meetings held with a goal"}, {"meeting.held"});
        return out;
    }
};

bool is_open_at_end_of(const facts::CaseFacts& facts, const std::string& reference, LocalDate day) {
    return std::any_of(facts.goals.begin(), facts.goals.end(), [&](const facts::Goal& goal) {
        return goal.goal == reference && goal.agreed.date() <= day && (!goal.closed || goal.closed->date() > day);
    });
}

const facts::ServiceTerms& terms_at_end_of(const facts::Service& service, LocalDate day) {
    const facts::ServiceTerms* in_force = &service.terms.front().second;
    for (const auto& [since, terms] : service.terms)
        if (since.date() <= day) in_force = &terms;
    return *in_force;
}

class GoalLinked : public SampledMeasure<M05Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        add_services(facts);
        add_meetings(facts);
    }

  private:
    void add_services(const facts::CaseFacts& facts) {
        const LocalDate date = cohort_.stock_date(observed_);
        for (const facts::Service& service : facts.services) {
            const bool imprecise = service.started.imprecise() || (service.ended && service.ended->imprecise());
            const DaySpan running = running_days(service);
            if (!imprecise && (date < running.from || running.to <= date)) continue;
            const auto& goals = terms_at_end_of(service, date).goals;
            const bool linked = std::any_of(goals.begin(), goals.end(), [&](const auto& goal) { return is_open_at_end_of(facts, goal, date); });
            for (M05Sample* sample : samples_at_end_of(facts, date)) {
                sample->cases.add_case(facts);
                if (imprecise)
                    ++sample->services.imprecise;
                else
                    sample->services.add(facts, linked);
            }
        }
    }

    void add_meetings(const facts::CaseFacts& facts) {
        for (const facts::Meeting& meeting : facts.meetings) {
            if (!meeting.held) continue;
            for (M05Sample* sample : samples_when(facts, *meeting.held)) {
                sample->cases.add_case(facts);
                sample->meetings.add(facts, !meeting.goals.empty());
            }
        }
    }
};

}  // namespace

MeasureDefinition m05_goal_linked() {
    return {"M5",
            1,
            {"Indsatser med mål", "Goal-linked share"},
            {"Andel af de ydelser, der løber ved datoens slutning, som nævner mindst ét mål, der er åbent den dag; og andel af "
             "periodens afholdte møder, der nævner et mål. Summer af hændelser, uden interval; medianen af sagernes egne andele står "
             "ved siden af.",
             "Share of the services running at the end of the date that name at least one goal open that day; and share of the "
             "meetings held in the period that name a goal. Pooled over events, without an interval; the median of the cases' own "
             "shares stands beside it."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<GoalLinked>(input); }};
}

}  // namespace forloeb
