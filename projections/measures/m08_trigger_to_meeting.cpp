// M8: trigger to meeting.
#include <algorithm>
#include <map>
#include <optional>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M08Sample {
    Tally cases;  // with a meeting convened in the period
    Durations to_meeting;
    Tally convened;
    Tally without_trigger;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_durations(out, "trigger_to_meeting", {"anledning til afholdt møde, dage", "trigger to meeting held, days"}, to_meeting);
        for (Figure& figure : out) figure.recorded_by = {"meeting.convened"};
        add_count(out, "without_trigger", {"indkaldt uden oplyst anledning", "convened without a trigger"}, without_trigger, convened);
        return out;
    }
};

struct Called {  // the meetings that one event led to
    std::optional<Told> held;       // first
    std::optional<Told> cancelled;  // last
    bool pending = false;           // one is neither held nor cancelled
};

class TriggerToMeeting : public SampledMeasure<M08Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        std::map<Uuid, Called> by_trigger;
        for (const facts::Meeting& meeting : facts.meetings) {
            if (!meeting.convened) continue;
            count_convened(facts, meeting);
            if (!meeting.trigger.is_nil()) note(by_trigger[meeting.trigger], meeting);
        }
        for (const auto& [event, called] : by_trigger) add_trigger(facts, event, called);
    }

  private:
    static void note(Called& called, const facts::Meeting& meeting) {
        if (meeting.held) {
            if (!called.held || meeting.held->when.at < called.held->when.at) called.held = meeting.held;
        } else if (meeting.cancelled) {
            if (!called.cancelled || called.cancelled->when.at < meeting.cancelled->when.at) called.cancelled = meeting.cancelled;
        } else {
            called.pending = true;
        }
    }

    void count_convened(const facts::CaseFacts& facts, const facts::Meeting& meeting) {
        for (M08Sample* sample : samples_when(facts, *meeting.convened)) {
            sample->cases.add_case(facts);
            sample->convened.add(facts.person());
            if (meeting.trigger.is_nil()) sample->without_trigger.add(facts.person());
        }
    }

    void add_trigger(const facts::CaseFacts& facts, const Uuid& event, const Called& called) {
        const auto trigger = std::find_if(facts.acts.begin(), facts.acts.end(), [&](const facts::Act& act) { return act.at.event == event; });
        if (trigger == facts.acts.end()) {
            // Retracted, or of another case: nobody can say here when it was.
            for (const facts::Meeting& meeting : facts.meetings)
                if (meeting.trigger == event && meeting.convened)
                    for (M08Sample* sample : samples_when(facts, *meeting.convened)) ++sample->to_meeting.missing;
            return;
        }
        for (M08Sample* sample : samples_when(facts, trigger->at)) {
            sample->cases.add_case(facts);
            add_duration(sample->to_meeting, facts, trigger->at, called);
        }
    }

    void add_duration(Durations& durations, const facts::CaseFacts& facts, const Told& start, const Called& called) const {
        std::optional<Told> end = called.held;
        if (!end && !called.pending) end = called.cancelled;
        if (!end) end = closed_at(facts);
        if (start.imprecise() || (end && end->imprecise()))
            ++durations.imprecise;
        else if (called.held)
            durations.reached(facts.person(), days_between(start.date(), end->date()));
        else
            durations.still_waiting(facts.person(), days_between(start.date(), end ? end->date() : observed_.date));
    }
};

}  // namespace

MeasureDefinition m08_trigger_to_meeting() {
    return {"M8",
            1,
            {"Fra anledning til møde", "Trigger to meeting"},
            {"Dage fra den hændelse, en indkaldelse nævner som anledning, til det første afholdte møde, der er indkaldt på grund af "
             "den. Er det eller de kun aflyst, indgår anledningen censureret ved aflysningen; ellers ved afslutning eller opgørelse "
             "(Kaplan-Meier). Kun anledninger, der førte til en indkaldelse, er med; indkaldelser uden anledning tælles.",
             "Days from the event that an invitation names as its trigger to the first meeting held that was called because of it. "
             "If those were only cancelled, the trigger is censored at the cancelling; else at closing or O (Kaplan-Meier). Only "
             "triggers that led to an invitation are covered; invitations without a trigger are counted."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<TriggerToMeeting>(input); }};
}

}  // namespace forloeb
