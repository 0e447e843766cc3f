// L1: length and duration of imported cases.
#include "projections/measures/definitions.hpp"
#include "projections/measures/log_cases.hpp"

namespace forloeb {
namespace {

struct L1Sample {
    Tally cases;
    std::vector<double> events;
    std::vector<double> days;
    std::uint64_t zero = 0;
    std::uint64_t ties = 0;
    std::uint64_t inversions = 0;
    std::int64_t without_time = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::uint64_t total = 0;
        for (double count : events) total += static_cast<std::uint64_t>(count);
        std::vector<Figure> out = {
            log_count("cases", {"sager", "cases"}, cases.cases),
            log_count("source_events", {"hændelser i kilden", "source events"}, total),
            log_quantile("events.median", {"hændelser pr. sag, median", "events per case, median"}, "count", events, 0.5),
            log_max("events.max", {"hændelser pr. sag, størst", "events per case, maximum"}, "count", events),
            log_quantile("duration.median", {"varighed, median, dage", "duration, median, days"}, "days", days, 0.5),
            log_mean("duration.mean", {"varighed, gennemsnit, dage", "duration, mean, days"}, "days", days),
            log_max("duration.max", {"varighed, størst, dage", "duration, maximum, days"}, "days", days),
            log_count("zero_duration", {"sager uden varighed", "cases of zero duration"}, zero),
            log_count("ties", {"naboer på samme tidspunkt", "neighbours at the same time"}, ties),
            log_count("inversions", {"naboer i omvendt tidsorden", "neighbours against time"}, inversions),
        };
        for (std::size_t i = 4; i < 7; ++i) out[i].missing = without_time;
        return out;
    }
};

class CaseLength : public LogMeasure<L1Sample> {
  public:
    using LogMeasure::LogMeasure;

  protected:
    void take(L1Sample& sample, const facts::CaseFacts& facts) const override {
        sample.events.push_back(static_cast<double>(facts.source_events.size()));
        const LogExtent extent = extent_of(facts);
        if (extent.known) {
            sample.days.push_back(extent.days());
            if (extent.first == extent.last) ++sample.zero;
        } else {
            ++sample.without_time;
        }
        for (std::size_t i = 1; i < facts.source_events.size(); ++i) {
            const WhenTold& before = facts.source_events[i - 1].at.when;
            const WhenTold& after = facts.source_events[i].at.when;
            if (before.is_unknown() || after.is_unknown()) continue;
            if (before.at == after.at) ++sample.ties;
            if (after.at < before.at) ++sample.inversions;
        }
    }
};

}  // namespace

MeasureDefinition l1_case_length() {
    return {"L1",
            1,
            {"Importerede sagers længde", "Length of imported cases"},
            {"Antal hændelser pr. sag og forløbet tid fra første til sidste hændelse i kilden. Hændelser, som importen selv har "
             "dannet, er udeladt.",
             "Events per case and elapsed time from the first to the last event of the source. Events the import made itself are "
             "left out."},
            {},
            true,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<CaseLength>(input); }};
}

}  // namespace forloeb
