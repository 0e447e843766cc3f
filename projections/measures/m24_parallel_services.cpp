// M24: parallel services without a common goal.
#include <algorithm>
#include <set>

#include "projections/case_facts/parallel_services.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

struct M24Sample {
    Tally cases;  // open, with services from two units
    Tally uncoordinated;
    Tally unlinked;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {share_of_cases("without_common_goal", {"sager med ydelser uden fælles mål", "cases with services without a common goal"},
                                                  uncoordinated, cases)};
        add_count(out, "unlinked", {"sager med et par, hvor en ydelse ingen mål har", "cases with a pair in which a service has no goal"}, unlinked, cases);
        return out;
    }
};

class ParallelServices : public SampledMeasure<M24Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        const LocalDate date = cohort_.stock_date(observed_);
        if (!open_days(facts).contains(date)) return;
        const DaySpan period{cohort_.from, std::min(cohort_.to, observed_.days_end)};
        std::set<std::string> units;
        for (const facts::Service& service : facts.services) {
            const DaySpan days = running_days(service);
            if (!service.latest().unit.empty() && days.from < period.to && period.from < days.to) units.insert(service.latest().unit);
        }
        if (units.size() < 2) return;
        const auto pairs = parallel_services(facts, period);
        const auto any = [&](ServicePair::Goals goals) {
            return std::any_of(pairs.begin(), pairs.end(), [&](const ServicePair& pair) { return pair.goals == goals; });
        };
        for (M24Sample* sample : samples_at_end_of(facts, date)) {
            sample->cases.add(facts.person());
            if (any(ServicePair::Goals::disjoint)) sample->uncoordinated.add(facts.person());
            if (any(ServicePair::Goals::unlinked)) sample->unlinked.add(facts.person());
        }
    }
};

}  // namespace

MeasureDefinition m24_parallel_services() {
    return {"M24",
            1,
            {"Parallelle indsatser", "Parallel services"},
            {"Åbne sager på datoen med ydelser fra mindst to enheder i perioden: andelen, hvor to enheders ydelser løber mindst én dag "
             "samtidig, begge har mål, og ingen af målene er fælles. Har en af dem ingen mål, er parret \"ikke knyttet\" og vises for sig.",
             "Open cases at the date with services from at least two units in the period: the share in which two units' services share "
             "at least one day, both have goals, and none is common. If one side has no goal the pair is \"unlinked\", shown apart."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<ParallelServices>(input); },
            false,
            true};
}

}  // namespace forloeb
