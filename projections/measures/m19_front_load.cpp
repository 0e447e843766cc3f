// M19: front-load index.
#include "projections/measures/coordination_events.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

constexpr std::int64_t first_days = 90;
constexpr std::int64_t year_days = 365;
constexpr double even_share = static_cast<double>(first_days) / year_days;

struct Group {
    Tally cases;
    PersonSum shares;
    std::int64_t nothing_registered = 0;  // no coordination event in the year: no share

    void add(const Uuid& person, std::optional<double> share) {
        if (!share) {
            ++nothing_registered;
            return;
        }
        cases.add(person);
        shares.add(person, *share);
    }
};

struct M19Sample {
    Tally cases;
    Group whole_year;
    Group closed_within;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out;
        add_group(out, "", {"", ""}, whole_year);
        out[0].imprecise = imprecise;
        add_count(out, "closed_within_year", {"afsluttet inden for året", "closed within the year"}, closed_within.cases, cases);
        add_group(out, "closed_within_year.", {"afsluttet inden for året: ", "closed within the year: "}, closed_within);
        return out;
    }

  private:
    static void add_group(std::vector<Figure>& out, const std::string& code, const Words& label, const Group& group) {
        out.push_back(mean_of_cases(code + "index", {label.da + "indeks (1 = jævnt)", label.en + "index (1 = even)"}, "index", group.shares,
                                    group.cases.cases, 1 / even_share));
        out.push_back(mean_of_cases(code + "share", {label.da + "andel i de første 90 dage, middel", label.en + "share in the first 90 days, mean"},
                                    "share", group.shares, group.cases.cases));
        for (std::size_t i = out.size() - 2; i < out.size(); ++i) out[i].missing = group.nothing_registered;
    }
};

class FrontLoad : public SampledMeasure<M19Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
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
        const auto share = share_of(facts, first.date());
        for (M19Sample* sample : samples) {
            sample->cases.add(facts.person());
            (early ? sample->closed_within : sample->whole_year).add(facts.person(), share);
        }
    }

  private:
    static std::optional<double> share_of(const facts::CaseFacts& facts, LocalDate start) {
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
};

}  // namespace

MeasureDefinition m19_front_load() {
    return {"M19",
            1,
            {"Vægt i begyndelsen", "Front-load index"},
            {"Sager, hvis første koordinator blev udpeget mindst 365 dage før opgørelsen. Andel = koordinerende hændelser (liste 1) på "
             "dag 0-89 af dem på dag 0-364 fra udpegningen; indeks = middel af andelene / (90/365), hvor 1 er jævnt fordelt. Sager "
             "afsluttet inden for året står for sig. Ingen hændelser i året = intet tal for sagen.",
             "Cases whose first coordinator was assigned at least 365 days before O. Share = coordination events (list 1) on days 0-89 "
             "of those on days 0-364 since assignment; index = mean of the shares / (90/365), where 1 is even. Cases closed within "
             "the year stand apart. No events in the year = no figure for the case."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<FrontLoad>(input); }};
}

}  // namespace forloeb
