// M1: time to coordinator.
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M01Sample {
    Tally cases;       // opened in the period
    Tally population;  // need decided yes, or assigned
    Tally decided_no;
    Tally undecided;
    Tally assigned;
    Tally before_opening;
    Tally waiting;
    Tally closed_without;
    Durations from_opening;
    Durations from_need;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_durations(out, "opened_to_assigned", {"åbnet til udpeget, dage", "opened to assigned, days"}, from_opening);
        add_count(out, "assigned", {"udpeget", "assigned"}, assigned, population, "population");
        add_count(out, "waiting", {"venter fortsat", "still waiting"}, waiting, population, "population");
        add_count(out, "closed_without", {"afsluttet uden", "closed without"}, closed_without, population, "population");
        add_count(out, "assigned_before_opening", {"udpeget før åbning (regnet som 0)", "assigned before opening (counted as 0)"},
                  before_opening, population);
        add_count(out, "population", {"med behov eller udpeget", "needed or assigned"}, population, cases, "cases");
        add_count(out, "decided_no", {"besluttet: intet behov", "decided: no need"}, decided_no, cases, "cases");
        add_count(out, "undecided", {"behov ikke afgjort", "need undecided"}, undecided, cases, "cases");
        add_durations(out, "need_to_assigned", {"behov besluttet til udpeget, dage", "need decided to assigned, days"}, from_need);
        return out;
    }
};

class TimeToCoordinator : public SampledMeasure<M01Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        if (facts.episodes.empty()) return;
        const Coordination coordination(facts, cohort_.kind);
        add_from_opening(facts, coordination);
        add_from_need(facts, coordination);
    }

  private:
    void add_from_opening(const facts::CaseFacts& facts, const Coordination& coordination) {
        const Told& opened = facts.episodes.front().opened;
        if (!cohort_.in_period(opened.date())) return;
        for (M01Sample* sample : strata_.of(facts, attributes_when(facts, opened), kind_of(coordination))) {
            sample->cases.add(facts.person());
            if (!in_population(facts, coordination)) {
                const bool no = !facts.needs.empty() && facts.needs.back().decision == Answer::NO;
                (no ? sample->decided_no : sample->undecided).add(facts.person());
                continue;
            }
            sample->population.add(facts.person());
            count_outcome(*sample, facts, coordination, opened);
            add_duration(sample->from_opening, facts, coordination, opened);
        }
    }

    void add_from_need(const facts::CaseFacts& facts, const Coordination& coordination) {
        for (const facts::NeedDecision& need : facts.needs) {
            if (need.decision != Answer::YES) continue;
            if (!cohort_.in_period(need.at.date())) return;
            for (M01Sample* sample : strata_.of(facts, attributes_when(facts, need.at), kind_of(coordination)))
                add_duration(sample->from_need, facts, coordination, need.at);
            return;  // the first decision only
        }
    }

    [[nodiscard]] bool in_population(const facts::CaseFacts& facts, const Coordination& coordination) const {
        return parameters_.yes("universal") || coordination.any() ||
               (!facts.needs.empty() && facts.needs.back().decision == Answer::YES);
    }

    static void count_outcome(M01Sample& sample, const facts::CaseFacts& facts, const Coordination& coordination, const Told& opened) {
        if (const facts::Assignment* first = coordination.first()) {
            sample.assigned.add(facts.person());
            if (!first->at.imprecise() && !opened.imprecise() && first->at.date() < opened.date())
                sample.before_opening.add(facts.person());
        } else {
            (closed_at(facts) ? sample.closed_without : sample.waiting).add(facts.person());
        }
    }

    void add_duration(Durations& durations, const facts::CaseFacts& facts, const Coordination& coordination, const Told& start) const {
        const facts::Assignment* first = coordination.first();
        const auto closed = closed_at(facts);
        if (start.imprecise() || (first != nullptr && first->at.imprecise()) || (first == nullptr && closed && closed->imprecise())) {
            ++durations.imprecise;
            return;
        }
        if (first != nullptr)
            durations.reached(facts.person(), days_between(start.date(), first->at.date()));
        else
            durations.still_waiting(facts.person(), days_between(start.date(), closed ? closed->date() : observed_.date));
    }

    static std::string kind_of(const Coordination& coordination) {
        return coordination.any() ? coordination.first()->kind : std::string();
    }
};

}  // namespace

MeasureDefinition m01_time_to_coordinator() {
    return {"M1",
            1,
            {"Tid til koordinator", "Time to coordinator"},
            {"Dage fra sagens første åbning til første udpegning af en koordinator, og fra behovet er besluttet til udpegning. "
             "Sager, hvor behov er besluttet eller koordinator udpeget; besluttet nej og uafklaret tælles for sig. Ventende indgår "
             "censureret ved afslutning eller opgørelsestidspunktet (Kaplan-Meier). Udpeget før åbning tæller 0.",
             "Days from the case's first opening to the first assignment of a coordinator, and from the need being decided to "
             "assignment. Cases where need is decided or a coordinator assigned; decided no and undecided are counted apart. "
             "Those waiting are censored at closing or at O (Kaplan-Meier). Assigned before opening counts 0."},
            {{"universal", ParameterDefinition::Kind::yes_no, "no", "method"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<TimeToCoordinator>(input); }};
}

}  // namespace forloeb
