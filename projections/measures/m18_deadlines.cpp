// M18: deadlines met, and the administrative share of the coordinator's minutes.
#include <algorithm>
#include <array>

#include "projections/measures/definitions.hpp"
#include "projections/measures/due_outcome.hpp"
#include "projections/measures/event_ratio.hpp"

namespace forloeb {
namespace {

using Basis = DeadlineSet::Basis;

struct BasisWords {
    const char* code;
    const char* da;
    const char* en;
};
constexpr std::array<BasisWords, 4> basis_words = {{
    {"basis_unknown", "frister med uoplyst grundlag", "deadlines of unknown basis"},
    {"statutory", "lovbestemte frister", "statutory deadlines"},
    {"internal", "interne frister", "internal deadlines"},
    {"agreed", "aftalte frister", "agreed deadlines"},
}};

struct M18Sample {
    Tally cases;
    Tally due;
    Tally closed_before;
    Tally no_due;
    std::array<EventRatio, basis_words.size()> met;
    EventRatio administration;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (const Basis basis : {Basis::STATUTORY, Basis::INTERNAL, Basis::AGREED, Basis::UNKNOWN}) {
            const auto i = static_cast<std::size_t>(basis);
            met[i].add_to(out, std::string(basis_words[i].code) + ".met", {std::string("andel overholdt: ") + basis_words[i].da, std::string("share met in time: ") + basis_words[i].en},
                          {"deadline.set"});
        }
        add_count(out, "closed_before", {"sagen afsluttet før fristen (ikke med)", "case closed before the deadline (left out)"}, closed_before, due);
        add_count(out, "no_due", {"frister uden dato", "deadlines without a date"}, no_due, due);
        administration.add_to(out, "administration", {"administrationens andel af koordinators minutter", "administration's share of the coordinator's minutes"},
                              {"time.registered"});
        return out;
    }
};

class Deadlines : public SampledMeasure<M18Sample> {
  public:
    explicit Deadlines(const MeasureInput& input)
        : SampledMeasure(input), administration_(input.parameters.words("administration")), coordination_(input.parameters.words("coordination")) {}

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Deadline& deadline : facts.deadlines) add_deadline(facts, deadline);
        for (const facts::TimeRegistration& time : facts.times) add_minutes(facts, time);
    }

  private:
    /// A deadline belongs to the period in which it fell due; unit and the rest are those in force when it was set.
    void add_deadline(const facts::CaseFacts& facts, const facts::Deadline& deadline) {
        using Kind = DueOutcome::Kind;
        const DueOutcome outcome = due_outcome(deadline.due, deadline.extended, deadline.met, observed_);
        if (outcome.kind == Kind::not_yet) return;
        const auto samples = outcome.kind == Kind::no_due ? samples_when(facts, deadline.set) : samples_due(facts, deadline.set, outcome.due);
        for (M18Sample* sample : samples) {
            sample->cases.add_case(facts);
            sample->due.add(facts.person());
            EventRatio& met = sample->met[static_cast<std::size_t>(deadline.basis)];
            if (outcome.kind == Kind::no_due)
                sample->no_due.add(facts.person());
            else if (outcome.kind == Kind::imprecise)
                ++met.imprecise;
            else if (outcome.kind == Kind::open && closed_before(facts, outcome.due))
                sample->closed_before.add(facts.person());
            else
                met.add(facts, outcome.kind == Kind::in_time);
        }
    }

    static bool closed_before(const facts::CaseFacts& facts, const WhenTold& due) {
        const LocalDate day = local_date(due);
        return !facts.episodes.empty() && facts.episodes.front().opened.date() < day && !open_days(facts).contains(LocalDate{day.days - 1});
    }

    /// Only minutes that were registered, by who coordinated then (G11).
    void add_minutes(const facts::CaseFacts& facts, const facts::TimeRegistration& time) {
        const auto is_one_of = [&](const std::vector<std::string>& classes) { return std::find(classes.begin(), classes.end(), time.activity_class) != classes.end(); };
        const bool administration = is_one_of(administration_);
        if (!administration && !is_one_of(coordination_)) return;
        if (!acts_as_coordinator(facts, time.person, time.at)) return;
        for (M18Sample* sample : samples_when(facts, time.at)) {
            sample->cases.add_case(facts);
            if (time.minutes < 0)
                ++sample->administration.missing;
            else
                sample->administration.add(facts, administration ? time.minutes : 0, time.minutes);
        }
    }

    const std::vector<std::string> administration_;
    const std::vector<std::string> coordination_;
};

}  // namespace

MeasureDefinition m18_deadlines() {
    return {"M18",
            1,
            {"Frister", "Deadlines"},
            {"Frister, hvis sidste dato ligger i perioden og er passeret: overholdt senest på datoen / alle; lovbestemte, interne og "
             "aftalte hver for sig. En forlængelse gælder kun, hvis den blev givet senest på den gamle frist. Er sagen afsluttet før "
             "fristen, er den ikke med, men tælles. M18b: administrationens andel af de minutter, den, der var koordinator (eller "
             "stedfortræder), har registreret til administration og koordinering.",
             "Deadlines whose last date lies in the period and has passed: met by it / all; statutory, internal and agreed apart. An "
             "extension holds only if it was given by the old deadline. Where the case was closed before the deadline it is left out "
             "and counted. M18b: administration's share of the minutes that whoever was coordinator (or substitute) registered as "
             "administration and coordination."},
            {{"administration", ParameterDefinition::Kind::words, "administration,documentation,deadlines", "vocabulary time_class 1"},
             {"coordination", ParameterDefinition::Kind::words, "coordination,contact,meeting,partner_contact,handover", "vocabulary time_class 1"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<Deadlines>(input); }};
}

}  // namespace forloeb
