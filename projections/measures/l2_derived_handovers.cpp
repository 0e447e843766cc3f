// L2: derived handovers of imported cases.
#include "projections/derived_handovers/handovers_of.hpp"
#include "projections/measures/definitions.hpp"
#include "projections/measures/log_cases.hpp"

namespace forloeb {
namespace {

struct L2Sample {
    Tally cases;
    std::uint64_t total = 0;
    std::uint64_t cases_with_any = 0;
    std::vector<double> distinct;

    [[nodiscard]] std::vector<Figure> figures() const {
        return {log_count("handovers", {"afledte overleveringer", "derived handovers"}, total),
                log_count("cases_with_any", {"sager med mindst én", "cases with any"}, cases_with_any),
                log_max("distinct.max", {"forskellige i én sag, størst", "distinct in one case, maximum"}, "count", distinct),
                log_count("cases", {"sager", "cases"}, cases.cases)};
    }
};

class DerivedHandoverMeasure : public LogMeasure<L2Sample> {
  public:
    explicit DerivedHandoverMeasure(const MeasureInput& input)
        : LogMeasure(input),
          by_(input.parameters.text("by") == "unit" ? HandoverBy::unit : HandoverBy::resource),
          missing_(input.parameters.words("missing")) {}

  protected:
    void take(L2Sample& sample, const facts::CaseFacts& facts) const override {
        const DerivedHandoversOfCase derived = derived_handovers_of(facts.source_events, by_, missing_);
        sample.total += derived.handovers.size();
        sample.cases_with_any += derived.handovers.empty() ? 0 : 1;
        sample.distinct.push_back(static_cast<double>(derived.distinct));
    }

  private:
    const HandoverBy by_;
    const std::vector<std::string> missing_;
};

}  // namespace

MeasureDefinition l2_derived_handovers() {
    return {"L2",
            1,
            {"Afledte overleveringer", "Derived handovers"},
            {"To på hinanden følgende hændelser i en importeret sag, hvor medarbejder (eller enhed) er forskellig. Hændelser uden "
             "værdi springes over; hvilke af kildens ord der betyder manglende, er en parameter.",
             "Two consecutive events of an imported case whose resource (or unit) differs. Events without a value are skipped; "
             "which of the source's words mean missing is a parameter."},
            {{"by", ParameterDefinition::Kind::choice, "resource|unit", "ours"},
             {"missing", ParameterDefinition::Kind::words, "", "ours"}},
            true,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<DerivedHandoverMeasure>(input); }};
}

}  // namespace forloeb
