#include "projections/case_facts/shared_goal.hpp"

#include <map>
#include <set>

namespace forloeb {
namespace {

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

/// Who stands behind one goal, endorsement by endorsement, until enough do.
class GoalSupport {
  public:
    GoalSupport(const facts::CaseFacts& facts, const Coordination& coordination, std::size_t organisations_min)
        : facts_(facts), coordination_(coordination), organisations_min_(organisations_min) {}

    [[nodiscard]] SharedGoalVerdict judge(const facts::Goal& goal, LocalDate date) {
        if (goal.agreed.date() > date) return {};
        citizen_ = goal.citizen_endorses;
        SharedGoalVerdict verdict;
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

}  // namespace

SharedGoalVerdict shared_goal_by(const facts::CaseFacts& facts, const Coordination& coordination, LocalDate date,
                                 std::size_t organisations_min) {
    SharedGoalVerdict earliest;
    for (const facts::Goal& goal : facts.goals) {
        const SharedGoalVerdict verdict = GoalSupport(facts, coordination, organisations_min).judge(goal, date);
        if (verdict.met && (!earliest.met || verdict.met->when.at < earliest.met->when.at)) earliest.met = verdict.met;
        earliest.could_be = earliest.could_be || verdict.could_be;
    }
    return earliest;
}

}  // namespace forloeb
