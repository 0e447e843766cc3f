// M19: front-load index.
#include "projections/measures/coordination_events.hpp"
#include "projections/measures/definitions.hpp"
#include "projections/measures/registrars.hpp"

namespace forloeb {
namespace {

constexpr std::int64_t first_days = 90;
constexpr std::int64_t year_days = 365;
constexpr double even_share = static_cast<double>(first_days) / year_days;

struct Shares {
    Tally cases;
    PersonSum sum;
    std::int64_t missing = 0;  // nothing registered in the year, or not all of it: no share

    void add(const Uuid& person, std::optional<double> share) {
        if (!share) {
            ++missing;
            return;
        }
        cases.add(person);
        sum.add(person, *share);
    }
};

struct FrontLoadGroup {
    Shares events;
    Shares minutes;
};

struct M19Sample {
    Tally cases;
    FrontLoadGroup whole_year;
    FrontLoadGroup closed_within;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_shares(out, "", {"", ""}, whole_year.events);
        out[0].imprecise = imprecise;
        add_shares(out, "minutes.", {"minutter: ", "minutes: "}, whole_year.minutes);
        add_count(out, "closed_within_year", {"afsluttet inden for året", "closed within the year"}, closed_within.events.cases, cases);
        add_shares(out, "closed_within_year.", {"afsluttet inden for året: ", "closed within the year: "}, closed_within.events);
        add_shares(out, "closed_within_year.minutes.", {"afsluttet inden for året, minutter: ", "closed within the year, minutes: "}, closed_within.minutes);
        return out;
    }

  private:
    static void add_shares(std::vector<Figure>& out, const std::string& code, const Words& label, const Shares& shares) {
        out.push_back(mean_of_cases(code + "index", {label.da + "indeks (1 = jævnt)", label.en + "index (1 = even)"}, "index", shares.sum,
                                    shares.cases.cases, 1 / even_share));
        out.push_back(mean_of_cases(code + "share", {label.da + "andel i de første 90 dage, middel", label.en + "share in the first 90 days, mean"},
                                    "share", shares.sum, shares.cases.cases));
        for (std::size_t i = out.size() - 2; i < out.size(); ++i) out[i].missing = shares.missing;
    }
};

/// One case, whose minutes are judged when everybody's registrations are known.
struct CaseYear {
    struct Month {
        const Registrar* coordinator;  // acting at its end
        DaySpan days;
    };
    Samples<M19Sample> samples;
    Uuid person;
    bool closed_early = false;
    std::optional<double> early;  // minutes
    std::optional<double> all;
    std::vector<Month> months;    // whole ones, in which the case was open
};

class FrontLoad : public SampledMeasure<M19Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        registrars_.note(facts);
        const Coordination coordination(facts, cohort_.kind);
        if (!coordination.any()) return;
        const Told& first = coordination.first()->at;
        if (!cohort_.in_period(first.date())) return;
        const auto samples = strata_.of(facts, attributes_when(facts, first), coordination.first()->kind);
        if (first.imprecise()) {
            for (M19Sample* sample : samples) ++sample->imprecise;
            return;
        }
        if (days_between(first.date(), observed_.date) < year_days) return;
        const auto closed = closed_at(facts);
        const bool early = closed && !closed->imprecise() && days_between(first.date(), closed->date()) < year_days;
        const auto share = share_of_events(facts, first.date());
        for (M19Sample* sample : samples) {
            sample->cases.add(facts.person());
            (early ? sample->closed_within : sample->whole_year).events.add(facts.person(), share);
        }
        if (!samples.empty()) case_years_.push_back(year_of(facts, coordination, samples, early));
    }

    void add_project(const facts::ProjectFacts& facts) override { registrars_.note(facts); }

    [[nodiscard]] MeasureOutput finish() const override {
        for (const CaseYear& year : case_years_)
            for (M19Sample* sample : year.samples)
                (year.closed_early ? sample->closed_within : sample->whole_year).minutes.add(year.person, share_of_minutes(year));
        case_years_.clear();
        return SampledMeasure::finish();
    }

  private:
    static std::optional<double> share_of_events(const facts::CaseFacts& facts, LocalDate start) {
        double early = 0;
        double all = 0;
        for (const facts::Act& act : facts.acts) {
            if (!is_coordination(act) || act.at.imprecise()) continue;
            const std::int64_t day = days_between(start, act.at.date());
            if (day < 0 || day >= year_days) continue;
            all += 1;
            early += day < first_days ? 1 : 0;
        }
        if (all == 0) return std::nullopt;
        return early / all;
    }

    [[nodiscard]] CaseYear year_of(const facts::CaseFacts& facts, const Coordination& coordination, const Samples<M19Sample>& samples, bool closed_early) {
        const LocalDate start = coordination.first()->at.date();
        const RegisteredMinutes minutes(facts, classes_);
        const auto day = [&](std::int64_t number) { return LocalDate{start.days + static_cast<std::int32_t>(number)}; };
        CaseYear year{samples, facts.person(), closed_early, minutes.within({start, day(first_days)}),
                      minutes.within({start, day(year_days)}), {}};
        const DaySet open = open_days(facts);
        for (std::int32_t from = 0; from + registered_month_days <= year_days; from += registered_month_days) {
            const DaySpan days{day(from), day(from + registered_month_days)};
            if (!open.covers(days)) continue;
            const LocalDate last{days.to.days - 1};
            if (const facts::Assignment* coordinator = coordination.at_end_of(last)) year.months.push_back({&registrars_.of(acting_at_end_of(facts, *coordinator, last)), days});
        }
        return year;
    }

    /// Nothing where minutes are missing (G11): a month of which an enrolled registrar registered nothing would weigh as 0.
    [[nodiscard]] std::optional<double> share_of_minutes(const CaseYear& year) const {
        if (year.all.value_or(0) <= 0) return std::nullopt;
        for (const CaseYear::Month& month : year.months)
            if (is_registrar(*month.coordinator, LocalDate{month.days.to.days - 1}) && !registered_within(*month.coordinator, month.days)) return std::nullopt;
        return year.early.value_or(0) / *year.all;
    }

    const std::vector<std::string> classes_ = parameters_.words("classes");
    Registrars registrars_;
    mutable std::vector<CaseYear> case_years_;  // judged once, in finish()
};

}  // namespace

MeasureDefinition m19_front_load() {
    return {"M19",
            2,
            {"Vægt i begyndelsen", "Front-load index"},
            {"Sager, hvis første koordinator blev udpeget mindst 365 dage før opgørelsen. Andel = koordinerende hændelser (liste 1) på "
             "dag 0-89 af dem på dag 0-364 fra udpegningen; indeks = middel af andelene / (90/365), hvor 1 er jævnt fordelt. Sager "
             "afsluttet inden for året står for sig. Ingen hændelser i året = intet tal for sagen. Det samme af registrerede "
             "koordineringsminutter; en sag er uden tal, når der ingen er i året, eller når dens koordinator er tilmeldt som "
             "tidsregistrerende den sidste dag i en af de tolv 30-dages måneder, sagen er åben i, og intet har registreret i den.",
             "Cases whose first coordinator was assigned at least 365 days before O. Share = coordination events (list 1) on days 0-89 "
             "of those on days 0-364 since assignment; index = mean of the shares / (90/365), where 1 is even. Cases closed within "
             "the year stand apart. No events in the year = no figure for the case. The same of registered coordination minutes; a "
             "case has no figure if there are none in the year, or if its coordinator is enrolled as a registrar on the last day of "
             "one of the twelve 30-day months in which the case is open, and registered nothing in it."},
            {{"classes", ParameterDefinition::Kind::words, "coordination", "G11"}},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<FrontLoad>(input); },
            true};
}

}  // namespace forloeb
