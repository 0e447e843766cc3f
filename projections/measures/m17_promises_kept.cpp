// M17: promises kept.
#include <array>
#include <optional>

#include "projections/measures/definitions.hpp"
#include "projections/measures/due_outcome.hpp"
#include "projections/measures/event_ratio.hpp"

namespace forloeb {
namespace {

using Recipient = CommitmentMade::Recipient;

/// To one side: the citizen and relatives, or partners.
struct Promises {
    EventRatio kept_share;
    Tally judged;
    Tally kept;
    Tally marked;  // said to be broken
    Tally late;
    Tally silent;  // the date passed and nobody said anything

    void add_to(std::vector<Figure>& out, const std::string& code, const Words& who) const {
        kept_share.add_to(out, code + ".kept.share", {who.da + ": andel løfter holdt", who.en + ": share of promises kept"}, {"commitment.made"});
        const std::string partition = code + ".outcome";
        add_count(out, code + ".kept", {who.da + ": holdt", who.en + ": kept"}, kept, judged, partition);
        add_count(out, code + ".broken", {who.da + ": meldt brudt", who.en + ": said to be broken"}, marked, judged, partition);
        add_count(out, code + ".late", {who.da + ": holdt for sent", who.en + ": kept late"}, late, judged, partition);
        add_count(out, code + ".silent", {who.da + ": forfaldet i stilhed", who.en + ": silently passed"}, silent, judged, partition);
    }
};

struct M17Sample {
    Tally cases;
    Promises to_citizen;
    Promises to_partners;
    Tally made;  // in the period
    Tally no_due;
    EventRatio outside_competence;
    std::int64_t recipient_unknown = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        to_citizen.add_to(out, "citizen", {"borger og pårørende", "citizen and relatives"});
        to_partners.add_to(out, "partners", {"samarbejdsparter", "partners"});
        for (Figure& figure : out) figure.missing += recipient_unknown;
        add_count(out, "no_due", {"løfter uden dato", "promises without a date"}, no_due, made);
        outside_competence.add_to(out, "outside_competence", {"andel løfter uden for kompetence", "share of promises outside competence"}, {"commitment.made"});
        return out;
    }
};

class PromisesKept : public SampledMeasure<M17Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Commitment& commitment : facts.commitments) {
            add_made(facts, commitment);
            add_due(facts, commitment);
        }
    }

  private:
    void add_made(const facts::CaseFacts& facts, const facts::Commitment& commitment) {
        const DueOutcome outcome = due_outcome(commitment.due, commitment.renegotiated, commitment.kept, observed_);
        for (M17Sample* sample : samples_when(facts, commitment.made)) {
            sample->cases.add_case(facts);
            sample->made.add(facts.person());
            if (outcome.kind == DueOutcome::Kind::no_due) sample->no_due.add(facts.person());
            if (commitment.within_competence == Answer::UNKNOWN)
                ++sample->outside_competence.missing;
            else
                sample->outside_competence.add(facts, commitment.within_competence == Answer::NO);
        }
    }

    /// A promise belongs to the period in which it fell due; unit and the rest are those in force when it was made.
    void add_due(const facts::CaseFacts& facts, const facts::Commitment& commitment) {
        using Kind = DueOutcome::Kind;
        const DueOutcome outcome = due_outcome(commitment.due, commitment.renegotiated, commitment.kept, observed_);
        if (outcome.kind == Kind::no_due || outcome.kind == Kind::not_yet) return;
        for (M17Sample* sample : samples_due(facts, commitment.made, outcome.due)) {
            sample->cases.add_case(facts);
            const auto side = side_of(facts, commitment);
            if (!side) {
                ++sample->recipient_unknown;
                continue;
            }
            count(*side == Recipient::PARTNER ? sample->to_partners : sample->to_citizen, facts, commitment, outcome.kind);
        }
    }

    static void count(Promises& promises, const facts::CaseFacts& facts, const facts::Commitment& commitment, DueOutcome::Kind kind) {
        if (kind == DueOutcome::Kind::imprecise) {
            ++promises.kept_share.imprecise;
            return;
        }
        const bool kept = kind == DueOutcome::Kind::in_time;
        promises.judged.add(facts.person());
        promises.kept_share.add(facts, kept);
        (kept                                  ? promises.kept
         : commitment.broken                   ? promises.marked
         : kind == DueOutcome::Kind::late ? promises.late
                                               : promises.silent)
            .add(facts.person());
    }

    /// Whom it was made to, as it says or as the party is known.
    static std::optional<Recipient> side_of(const facts::CaseFacts& facts, const facts::Commitment& commitment) {
        if (commitment.to_kind != Recipient::UNKNOWN) return commitment.to_kind;
        if (commitment.to == facts::citizen_reference) return Recipient::CITIZEN;
        for (const facts::PartyPeriod& period : facts.parties) {
            if (period.party != commitment.to || commitment.to.empty() || period.latest().sector == Sector::UNKNOWN) continue;
            return period.latest().sector == Sector::PRIVATE_NETWORK ? Recipient::RELATIVE : Recipient::PARTNER;
        }
        return std::nullopt;
    }
};

}  // namespace

MeasureDefinition m17_promises_kept() {
    return {"M17",
            1,
            {"Løfter holdt", "Promises kept"},
            {"Løfter, hvis sidste dato ligger i perioden og er passeret: holdt senest på datoen / alle; resten er meldt brudt, holdt for "
             "sent eller forfaldet i stilhed. En genforhandlet dato gælder kun, hvis den blev aftalt senest på den gamle. Løfter til "
             "borger og pårørende og til samarbejdsparter hver for sig. Løfter uden dato tælles for sig. Uden for kompetence = nej / "
             "(ja + nej).",
             "Promises whose last date lies in the period and has passed: kept by it / all; the rest were said to be broken, kept late "
             "or silently passed. A renegotiated date holds only if it was agreed by the old one. Promises to the citizen and relatives "
             "and to partners apart. Promises without a date are counted apart. Outside competence = no / (yes + no)."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<PromisesKept>(input); }};
}

}  // namespace forloeb
