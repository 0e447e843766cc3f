// M28: decision quality.
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M28Sample {
    Tally cases;
    PersonSum issued;  // whose time limit for appeal has run out
    PersonSum appealed;
    PersonSum reassessed;
    PersonSum changed;
    PersonSum judged;  // by the board, on the merits
    PersonSum overturned;
    std::int64_t no_limit = 0;  // issued without a time limit for appeal
    std::int64_t outside = 0;   // dismissed, forwarded or lapsed

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {
            pooled_ratio("appealed", {"påklagede afgørelser", "decisions appealed"}, appealed, issued),
            pooled_ratio("reassessment_changed", {"ændret ved genvurdering", "changed on re-assessment"}, changed, reassessed),
            pooled_ratio("board_overturned", {"hjemvist, ændret eller ophævet af Ankestyrelsen", "remitted, changed or revoked by the board"},
                         overturned, judged)};
        out[0].missing = no_limit;
        out[2].missing = outside;
        return out;
    }
};

class DecisionQuality : public SampledMeasure<M28Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Decision& decision : facts.decisions) {
            if (!decision.issued) continue;
            for (M28Sample* sample : samples_when(facts, *decision.issued)) take(*sample, facts, decision);
        }
    }

  private:
    void take(M28Sample& sample, const facts::CaseFacts& facts, const facts::Decision& decision) const {
        if (decision.appeal_until.is_unknown()) {
            ++sample.no_limit;
            return;
        }
        if (local_date(decision.appeal_until) > observed_.date) return;
        sample.cases.add_case(facts);
        sample.issued.add(facts.person(), 1);
        sample.appealed.add(facts.person(), decision.appeals.empty() ? 0 : 1);
        for (const facts::Appeal& appeal : decision.appeals)
            for (const facts::AppealAnswer& answer : appeal.answers) take_answer(sample, facts.person(), answer);
    }

    static void take_answer(M28Sample& sample, const Uuid& person, const facts::AppealAnswer& answer) {
        using enum AppealResult;
        const bool changed = answer.result == CHANGED || answer.result == REVOKED;
        if (answer.body == AppealBody::REASSESSMENT && answer.result != UNKNOWN) {
            sample.reassessed.add(person, 1);
            sample.changed.add(person, changed ? 1 : 0);
        }
        if (answer.body != AppealBody::ANKESTYRELSEN) return;
        if (!changed && answer.result != REMITTED && answer.result != UPHELD) {
            ++sample.outside;
            return;
        }
        sample.judged.add(person, 1);
        sample.overturned.add(person, answer.result == UPHELD ? 0 : 1);
    }
};

}  // namespace

MeasureDefinition m28_decision_quality() {
    return {"M28",
            1,
            {"Afgørelsers holdbarhed", "Decision quality"},
            {"Afgørelser meddelt i perioden, hvis klagefrist er udløbet: påklagede / meddelte. Ændret ved kommunens genvurdering / "
             "genvurderede står for sig. Ankestyrelsen: (hjemvist + ændret eller ophævet) / (de samme + stadfæstet); afvist, henvist og "
             "bortfaldet er udenfor. Ved delvist medhold tæller det mest vidtgående.",
             "Decisions issued in the period whose time limit for appeal has run out: appealed / issued. Changed on the municipality's "
             "re-assessment / re-assessed stands apart. The appeals board: (remitted + changed or revoked) / (those + upheld); "
             "dismissed, forwarded and lapsed are outside. Of a partial result the most far-reaching part counts."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<DecisionQuality>(input); }};
}

}  // namespace forloeb
