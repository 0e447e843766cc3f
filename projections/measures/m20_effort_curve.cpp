// M20: effort curve.
#include "projections/measures/definitions.hpp"
#include "projections/measures/registrars.hpp"

namespace forloeb {
namespace {

struct M20Sample {
    struct Month {
        PersonSum minutes;
        Tally cases;
        std::int64_t missing = 0;  // open, but nobody registers time
    };
    Tally cases;
    std::vector<Month> months;
    std::int64_t persons_min = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        for (std::size_t k = 0; k < months.size(); ++k) {
            const Month& month = months[k];
            if (month.cases.persons.size() < static_cast<std::size_t>(persons_min)) break;
            const std::string code = "month_" + std::to_string(k);
            const std::string number = std::to_string(k);
            out.push_back(mean_of_cases(code, {"minutter i måned " + number + ", middel", "minutes in month " + number + ", mean"}, "minutes",
                                        month.minutes, month.cases.cases));
            out.back().missing = month.missing;
        }
        return out;
    }
};

/// One month of one case, judged when everybody's registrations are known.
struct CaseMonth {
    std::vector<M20Sample*> samples;
    std::size_t number = 0;
    Uuid person;
    std::optional<double> minutes;  // registered in the case
    std::string coordinator;        // at the month's end: whose registrations elsewhere make it a true zero
    DaySpan days{};
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
        const DaySet open = open_days(facts);
        const RegisteredMinutes minutes(facts, classes_);
        for (std::int32_t k = 0;; ++k) {
            const DaySpan days{LocalDate{start.days + registered_month_days * k}, LocalDate{start.days + registered_month_days * (k + 1)}};
            if (days.to > observed_.days_end) break;
            if (!open.covers(days)) continue;
            const LocalDate last{days.to.days - 1};
            const facts::Assignment* coordinator = coordination.at_end_of(last);
            case_months_.push_back({samples, static_cast<std::size_t>(k), facts.person(), minutes.within(days),
                                    coordinator != nullptr ? acting_at_end_of(facts, *coordinator, last) : std::string(), days});
        }
    }

    void add_project(const facts::ProjectFacts& facts) override {
        registrars_.note(facts);
    }

    [[nodiscard]] MeasureOutput finish() const override {
        for (const CaseMonth& month : case_months_) {
            const bool registered = registrars_.registered_within(month.coordinator, month.days);
            const bool registers = registered || (month.minutes && !registrars_.is_registrar(month.coordinator, LocalDate{month.days.to.days - 1}));
            for (M20Sample* sample : month.samples) {
                if (sample->months.size() <= month.number) sample->months.resize(month.number + 1);
                M20Sample::Month& of = sample->months[month.number];
                if (!registers) {
                    ++of.missing;
                    continue;
                }
                of.cases.add(month.person);
                of.minutes.add(month.person, month.minutes.value_or(0));
            }
        }
        case_months_.clear();
        return SampledMeasure::finish();
    }

  private:
    const std::vector<std::string> classes_ = parameters_.words("classes");
    Registrars registrars_;
    mutable std::vector<CaseMonth> case_months_;  // judged once, in finish()
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
