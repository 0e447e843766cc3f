// M4: shared goal.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct Sample {
    Tally cases;  // opened long enough before the date
    Tally met;
    Tally unknown;  // not met, but unknown endorsements could be what is missing
    Durations from_opening;
    bool recorded = false;  // a goal was ever agreed

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {share_of_cases("shared_goal", {"sager med fælles mål", "cases with a shared goal"}, met, cases)};
        if (!recorded && out.front().state == FigureState::shown) out.front().state = FigureState::not_recorded;
        add_count(out, "unknown", {"ikke opfyldt, men med uoplyste tilslutninger", "not met, with unknown endorsements"}, unknown, cases);
        add_durations(out, "opened_to_shared_goal", {"åbnet til fælles mål, dage", "opened to shared goal, days"}, from_opening);
        return out;
    }
};

enum class Counts : std::uint8_t { no, unknown, yes };

struct Standing {  // of one endorsement
    Counts counts = Counts::no;
    std::string organisation;
};

bool is_citizen_side(ParticipantKind kind) {
    return kind == ParticipantKind::CITIZEN || kind == ParticipantKind::REPRESENTATIVE;
}

/// What the endorsement says of itself, completed by what is known of the party.
facts::Endorsement completed(const facts::CaseFacts& facts, facts::Endorsement endorsement) {
    for (const facts::PartyPeriod& period : facts.parties) {
        if (period.party != endorsement.party || endorsement.party.empty()) continue;
        const facts::PartyLink& link = period.latest();
        if (endorsement.sector == Sector::UNKNOWN) endorsement.sector = link.sector;
        if (endorsement.organisation.empty()) endorsement.organisation = link.organisation;
        if (endorsement.unit.empty()) endorsement.unit = link.unit;
    }
    return endorsement;
}

/// Does it count as an endorsing organisation: neither private nor the coordinator's own unit? Inside the municipality a
/// unit is the organisation.
Standing standing_of(const facts::Endorsement& endorsement, const facts::Assignment* coordinator) {
    if (is_citizen_side(endorsement.kind) || endorsement.kind == ParticipantKind::RELATIVE) return {};
    if (endorsement.sector == Sector::PRIVATE_NETWORK || endorsement.party == facts::citizen_reference) return {};
    const std::string& own = coordinator != nullptr ? coordinator->home_unit : std::string();
    if (!endorsement.unit.empty() && endorsement.unit == own) return {};
    if (endorsement.sector == Sector::INTERNAL) {
        const bool may_be_own = endorsement.unit.empty() || (coordinator != nullptr && own.empty());
        return {may_be_own ? Counts::unknown : Counts::yes, endorsement.unit};
    }
    const std::string& name = endorsement.organisation.empty() ? endorsement.unit : endorsement.organisation;
    const bool known = !name.empty() && (endorsement.sector == Sector::EXTERNAL || endorsement.kind == ParticipantKind::PROFESSIONAL);
    return {known ? Counts::yes : Counts::unknown, name};
}

struct Verdict {
    std::optional<Told> met;
    bool could_be = false;
};

/// Who stands behind one goal, endorsement by endorsement, until enough do.
class GoalSupport {
  public:
    GoalSupport(const facts::CaseFacts& facts, const Coordination& coordination, std::size_t organisations_min)
        : facts_(facts), coordination_(coordination), organisations_min_(organisations_min) {}

    [[nodiscard]] Verdict judge(const facts::Goal& goal, LocalDate date) {
        if (goal.agreed.date() > date) return {};
        citizen_ = goal.citizen_endorses;
        Verdict verdict;
        if (enough()) verdict.met = goal.agreed;
        for (const facts::Endorsement& endorsement : goal.endorsements) {
            if (verdict.met) break;
            if (endorsement.at.date() > date) break;
            take(completed(facts_, endorsement));
            if (enough()) verdict.met = endorsement.at;
        }
        verdict.could_be = !verdict.met && citizen_ != Answer::NO && distinct() + unknown_.size() >= organisations_min_;
        return verdict;
    }

  private:
    void take(const facts::Endorsement& endorsement) {
        if (is_citizen_side(endorsement.kind) || endorsement.party == facts::citizen_reference) {
            citizen_ = endorsement.endorses;
            return;
        }
        const Standing standing = standing_of(endorsement, coordination_.when(endorsement.at));
        if (standing.counts == Counts::no) return;
        const bool counts = standing.counts == Counts::yes && endorsement.endorses == Answer::YES;
        organisations_.erase(endorsement.party);
        unknown_.erase(endorsement.party);
        if (counts)
            organisations_[endorsement.party] = standing.organisation;
        else if (endorsement.endorses != Answer::NO)
            unknown_[endorsement.party] = standing.organisation;
    }

    [[nodiscard]] std::size_t distinct() const {
        std::set<std::string_view> names;
        for (const auto& [party, organisation] : organisations_) names.insert(organisation);
        return names.size();
    }
    [[nodiscard]] bool enough() const { return citizen_ == Answer::YES && distinct() >= organisations_min_; }

    using Organisations = std::map<std::string, std::string>;
    const facts::CaseFacts& facts_;
    const Coordination& coordination_;
    const std::size_t organisations_min_;
    Answer citizen_ = Answer::UNKNOWN;
    Organisations organisations_;  // party -> organisation
    Organisations unknown_;
};

class SharedGoal : public SampledMeasure<Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        if (facts.episodes.empty()) return;
        const LocalDate date = cohort_.stock_date(observed_);
        const Told& opened = facts.episodes.front().opened;
        if (days_between(opened.date(), date) < parameters_.number("days_open_min")) return;
        const Coordination coordination(facts, cohort_.kind);
        const facts::Assignment* coordinator = coordination.at_end_of(date);
        const Verdict verdict = judge(facts, coordination, date);
        for (Sample* sample : strata_.of(facts, attributes_at_end_of(facts, date), coordinator ? coordinator->kind : std::string())) {
            sample->cases.add(facts.person());
            sample->recorded = sample->recorded || !facts.goals.empty();
            if (verdict.met) sample->met.add(facts.person());
            if (!verdict.met && verdict.could_be) sample->unknown.add(facts.person());
            add_duration(sample->from_opening, facts, opened, verdict, date);
        }
    }

  private:
    [[nodiscard]] Verdict judge(const facts::CaseFacts& facts, const Coordination& coordination, LocalDate date) const {
        Verdict earliest;
        for (const facts::Goal& goal : facts.goals) {
            GoalSupport support(facts, coordination, static_cast<std::size_t>(parameters_.number("organisations_min")));
            const Verdict verdict = support.judge(goal, date);
            if (verdict.met && (!earliest.met || verdict.met->when.at < earliest.met->when.at)) earliest.met = verdict.met;
            earliest.could_be = earliest.could_be || verdict.could_be;
        }
        return earliest;
    }

    static void add_duration(Durations& durations, const facts::CaseFacts& facts, const Told& opened, const Verdict& verdict, LocalDate date) {
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
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<SharedGoal>(input); }};
}

}  // namespace forloeb
