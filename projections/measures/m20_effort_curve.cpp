// M20: effort curve.
#include "projections/measures/definitions.hpp"
#include "projections/measures/registrars.hpp"

namespace forloeb {
namespace {

struct M20Sample {
    struct Month {
        PersonSum minutes;
        std::uint64_t cases = 0;
        std::int64_t missing = 0;  // open, but nobody registers time
    };
    Tally cases;
    std::vector<Month> months;
    std::int64_t persons_min = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (std::size_t k = 0; k < months.size(); ++k) {
            const Month& month = months[k];
            if (month.minutes.persons() < static_cast<std::size_t>(persons_min)) break;
            const std::string code = "month_" + std::to_string(k);
            const std::string number = std::to_string(k);
            out.push_back(mean_of_cases(code, {"minutter i måned " + number + ", middel", "minutes in month " + number + ", mean"}, "minutes",
                                        month.minutes, month.cases));
            out.back().missing = month.missing;
        }
        return out;
    }
};

/// The months of one case, judged when everybody's registrations are known.
struct CaseCurve {
    struct Month {
        std::int32_t number;
        const Registrar* coordinator;   // at its end: whose registrations elsewhere make it a true zero
        std::optional<double> minutes;  // registered in the case
    };
    Samples<M20Sample> samples;
    Uuid person;
    LocalDate start;
    std::vector<Month> months;

    [[nodiscard]] DaySpan days_of(std::int32_t number) const {
        return {LocalDate{start.days + registered_month_days * number}, LocalDate{start.days + registered_month_days * (number + 1)}};
    }
};

class EffortCurve : public SampledMeasure<M20Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        registrars_.note(facts);
        const Coordination coordination(facts, cohort_.kind);
        if (!coordination.any() || coordination.first()->at.imprecise()) return;
        const LocalDate start = coordination.first()->at.date();
        if (!cohort_.in_period(start)) return;
        const auto samples = strata_.of(facts, attributes_when(facts, coordination.first()->at), coordination.first()->kind);
        for (M20Sample* sample : samples) {
            sample->cases.add(facts.person());
            sample->persons_min = parameters_.number("persons_min");
        }
        if (!samples.empty()) curves_.push_back(curve_of(facts, coordination, {samples, facts.person(), start, {}}));
    }

    void add_project(const facts::ProjectFacts& facts) override {
        registrars_.note(facts);
    }

    [[nodiscard]] MeasureOutput finish() const override {
        for (const CaseCurve& curve : curves_)
            for (const CaseCurve::Month& month : curve.months)
                for (M20Sample* sample : curve.samples) take(*sample, curve, month);
        curves_.clear();
        return SampledMeasure::finish();
    }

  private:
    [[nodiscard]] CaseCurve curve_of(const facts::CaseFacts& facts, const Coordination& coordination, CaseCurve curve) {
        const DaySet open = open_days(facts);
        const RegisteredMinutes minutes(facts, classes_);
        for (std::int32_t k = 0;; ++k) {
            const DaySpan days = curve.days_of(k);
            if (days.to > observed_.days_end) break;
            if (!open.covers(days)) continue;
            const LocalDate last{days.to.days - 1};
            const facts::Assignment* coordinator = coordination.at_end_of(last);
            curve.months.push_back({k, &registrars_.of(coordinator != nullptr ? acting_at_end_of(facts, *coordinator, last) : std::string()), minutes.within(days)});
        }
        return curve;
    }

    static void take(M20Sample& sample, const CaseCurve& curve, const CaseCurve::Month& month) {
        const DaySpan days = curve.days_of(month.number);
        const auto number = static_cast<std::size_t>(month.number);
        if (sample.months.size() <= number) sample.months.resize(number + 1);
        M20Sample::Month& of = sample.months[number];
        const bool registers = registered_within(*month.coordinator, days) || (month.minutes && !is_registrar(*month.coordinator, LocalDate{days.to.days - 1}));
        if (!registers) {
            ++of.missing;
            return;
        }
        ++of.cases;
        of.minutes.add(curve.person, month.minutes.value_or(0));
    }

    const std::vector<std::string> classes_ = parameters_.words("classes");
    Registrars registrars_;
    mutable std::vector<CaseCurve> curves_;  // judged once, in finish()
};

}  // namespace

MeasureDefinition m20_effort_curve() {
    return {"M20",
            2,
            {"Tidsforbrug fra udpegningen", "Effort curve"},
            {"Måned k er dag 30k til 30k+29 fra første udpegning. Sager, der er åbne og opgjort hele måneden, og hvor der registreres "
             "tid: middel af koordineringsminutter. Ingen minutter i sagen er 0, når koordinatoren (eller vikaren) registrerede tid "
             "andetsteds i måneden; ellers mangler måneden. Den mangler også, når koordinatoren er tilmeldt som tidsregistrerende den "
             "sidste dag i måneden og intet har registreret, uanset hvad andre har. Metodeversion som ved udpegningen; kurven standser, når færre end fem "
             "borgere er tilbage.",
             "Month k is days 30k to 30k+29 since first assignment. Cases open and observed all of it in which time is registered: "
             "mean coordination minutes. No minutes in the case is 0 if the coordinator (or substitute) registered time elsewhere "
             "that month; else the month is missing. It is also missing if the coordinator is enrolled as a registrar on the month's "
             "last day and registered nothing in it, whatever others did. Method version as at assignment; the curve stops below five citizens."},
            {{"classes", ParameterDefinition::Kind::words, "coordination", "G11"},
             {"persons_min", ParameterDefinition::Kind::number, "5", "G12"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<EffortCurve>(input); },
            true};
}

}  // namespace forloeb
