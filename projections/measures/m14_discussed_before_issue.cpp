// M14: discussed before issue.
#include "projections/case_facts/decision_discussion.hpp"
#include "projections/measures/definitions.hpp"
#include "projections/measures/event_ratio.hpp"

namespace forloeb {
namespace {

struct M14Sample {
    Tally cases;  // with a decision issued in the period
    EventRatio discussed;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        discussed.add_to(out, "discussed", {"andel afgørelser drøftet før meddelelse", "share of decisions discussed before issue"}, {"decision.issued"});
        return out;
    }
};

class DiscussedBeforeIssue : public SampledMeasure<M14Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Decision& decision : facts.decisions) {
            if (!decision.issued) continue;
            for (M14Sample* sample : samples_when(facts, *decision.issued)) {
                sample->cases.add_case(facts);
                if (decision.issued->imprecise() || (decision.drafted && decision.drafted->imprecise()))
                    ++sample->discussed.imprecise;
                else
                    sample->discussed.add(facts, discussed_before_issue(decision));
            }
        }
    }
};

}  // namespace

MeasureDefinition m14_discussed_before_issue() {
    return {"M14",
            1,
            {"Drøftet før afgørelse", "Discussed before issue"},
            {"Andel af periodens meddelte afgørelser, der er drøftet med mindst én anden enhed eller en specialist efter det første "
             "udkast og før meddelelsen (samme dag tæller som før). Er der intet udkast registreret, er det uoplyst.",
             "Share of the period's issued decisions discussed with at least one other unit or a specialist after the first draft and "
             "before issue (the same day counts as before). Where no draft is recorded it is unknown."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<DiscussedBeforeIssue>(input); }};
}

}  // namespace forloeb
