// M20: effort curve.
#include <algorithm>
#include <map>
#include <set>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

constexpr std::int32_t month_days = 30;

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
        note_registrars(facts);
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
        for (std::int32_t k = 0;; ++k) {
            const DaySpan days{LocalDate{start.days + month_days * k}, LocalDate{start.days + month_days * (k + 1)}};
            if (days.to > observed_.days_end) break;
            if (open.within(days.from, days.to).count() < month_days) continue;
            const LocalDate last{days.to.days - 1};
            const facts::Assignment* coordinator = coordination.at_end_of(last);
            case_months_.push_back({samples, static_cast<std::size_t>(k), facts.person(), minutes_in(facts, days),
                                    coordinator != nullptr ? acting_at_end_of(facts, *coordinator, last) : std::string(), days});
        }
    }

    void add_project(const facts::ProjectFacts& facts) override {
        note_registrars(facts.said);
        for (const facts::ExpectedPeriod& period : facts.periods)
            for (const std::string& registrar : period.registrars)
                registrars_[registrar].push_back({local_date(period.first_day), LocalDate{local_date(period.last_day).days + 1}});
    }

    [[nodiscard]] MeasureOutput finish() const override {
        for (const CaseMonth& month : case_months_) {
            const bool registered = registered_within(month.coordinator, month.days);
            const bool registers = registered || (month.minutes && !is_registrar(month.coordinator, LocalDate{month.days.to.days - 1}));
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
    [[nodiscard]] bool counts(const facts::TimeRegistration& time) const {
        const auto classes = parameters_.words("classes");
        return std::find(classes.begin(), classes.end(), time.activity_class) != classes.end();
    }

    void note_registrars(const facts::CaseFacts& facts) {
        for (const facts::TimeRegistration& time : facts.times)
            if (!time.at.imprecise() && time.minutes >= 0) registrations_[time.person].insert(time.at.date());
    }

    [[nodiscard]] bool registered_within(const std::string& person, DaySpan days) const {
        const auto found = registrations_.find(person);
        if (person.empty() || found == registrations_.end()) return false;
        const auto first = found->second.lower_bound(days.from);
        return first != found->second.end() && *first < days.to;
    }

    /// Enrolled as one who registers time: of whose silence it follows that minutes are missing, whatever others registered.
    [[nodiscard]] bool is_registrar(const std::string& person, LocalDate day) const {
        const auto found = registrars_.find(person);
        return found != registrars_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const DaySpan& days) { return days.from <= day && day < days.to; });
    }

    [[nodiscard]] std::optional<double> minutes_in(const facts::CaseFacts& facts, DaySpan days) const {
        std::optional<double> sum;
        for (const facts::TimeRegistration& time : facts.times) {
            if (time.at.imprecise() || time.minutes < 0 || time.at.date() < days.from || time.at.date() >= days.to) continue;
            sum = sum.value_or(0) + (counts(time) ? time.minutes : 0);
        }
        return sum;
    }

    std::map<std::string, std::set<LocalDate>> registrations_;  // whose, on which days, whatever the case
    std::map<std::string, std::vector<DaySpan>> registrars_;    // who is expected to register time, and when
    mutable std::vector<CaseMonth> case_months_;                // judged once, in finish()
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
