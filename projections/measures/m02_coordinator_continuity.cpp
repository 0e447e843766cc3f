// M2: coordinator continuity.
#include <algorithm>

#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

constexpr double days_per_year = 365.25;

struct M02Sample {
    Tally cases;  // with exposure in the period
    PersonSum changes;
    PersonSum exposure_days;
    PersonSum days_without;
    std::vector<double> case_rates;
    std::vector<double> case_shares_without;
    std::int64_t imprecise = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {rate()};
        const std::size_t persons = cases.persons.size();
        out.push_back(median_of_cases("changes_per_case_year.median_of_cases", {"skift pr. sagsår, median af sager", "changes per case year, median of cases"},
                                      "per_year", case_rates, persons));
        out.push_back(pooled_ratio("days_without.share", {"andel dage uden koordinator", "share of days without a coordinator"},
                                   days_without, exposure_days));
        out.push_back(median_of_cases("days_without.median_of_cases", {"andel dage uden koordinator, median af sager", "share of days without a coordinator, median of cases"},
                                      "share", case_shares_without, persons));
        for (Figure& figure : out) figure.imprecise = imprecise;
        return out;
    }

  private:
    // Changes are few and independent enough between cases for the exact Poisson interval (G7).
    [[nodiscard]] Figure rate() const {
        Figure figure = pooled_ratio("changes_per_case_year", {"skift af koordinator pr. sagsår", "coordinator changes per case year"},
                                     changes, exposure_days);
        figure.unit = "per_year";
        if (figure.state == FigureState::empty) return figure;
        const double years = exposure_days.total() / days_per_year;
        figure.denominator = years;
        figure.value = figure.numerator / years;
        figure.interval_method = "poisson_exact_95";
        figure.interval = poisson_exact_95(static_cast<std::uint64_t>(figure.numerator), years);
        return figure;
    }
};

class CoordinatorContinuity : public SampledMeasure<M02Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        const Coordination coordination(facts, cohort_.kind);
        if (!coordination.any()) return;  // waiting before the first assignment is M1's
        const Told& start = coordination.first()->at;
        const auto samples = strata_.of(facts, attributes_when(facts, start), coordination.first()->kind);
        if (coordination.imprecise() || any_imprecise_episode(facts)) {
            for (M02Sample* sample : samples) ++sample->imprecise;
            return;
        }
        const DaySet exposure = open_days(facts).within(std::max(start.date(), cohort_.from), std::min(cohort_.to, observed_.days_end));
        if (exposure.count() == 0) return;
        const auto days = static_cast<double>(exposure.count());
        const auto without = static_cast<double>(exposure.minus(coordination.covered_days()).count());
        const auto all_changes = coordination.changes();
        const auto changes = static_cast<double>(std::count_if(all_changes.begin(), all_changes.end(), [&](const auto& change) {
            return exposure.contains(change.at.date());
        }));
        for (M02Sample* sample : samples) {
            sample->cases.add(facts.person());
            sample->changes.add(facts.person(), changes);
            sample->exposure_days.add(facts.person(), days);
            sample->days_without.add(facts.person(), without);
            sample->case_rates.push_back(changes / days * days_per_year);
            sample->case_shares_without.push_back(without / days);
        }
    }
};

}  // namespace

MeasureDefinition m02_coordinator_continuity() {
    return {"M2",
            1,
            {"Kontinuitet i koordinationen", "Coordinator continuity"},
            {"Skift af koordinator pr. sagsår og andel dage uden koordinator. Tiden er dage med åben sag fra første udpegning; en "
             "sag er åben en dag, hvis den er åben ved dagens slutning. Et skift er næste anderledes person; huller tæller ikke "
             "som skift, en tilbagevenden gør. Rate = sum af skift / sum af dage × 365,25.",
             "Coordinator changes per case year and share of days without a coordinator. Exposure is open days from the first "
             "assignment; a case is open on a day if it is open at its end. A change is the next different person; gaps are "
             "ignored, a return counts. Rate = sum of changes / sum of days × 365.25."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<CoordinatorContinuity>(input); }};
}

}  // namespace forloeb
