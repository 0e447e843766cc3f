// L4: how late a source entered what had happened.
#include "projections/measures/definitions.hpp"
#include "projections/measures/log_cases.hpp"

namespace forloeb {
namespace {

struct L4Sample {
    Tally cases;
    std::vector<double> lag_days;
    std::uint64_t within_hour = 0;
    std::uint64_t over_day = 0;
    std::uint64_t over_month = 0;
    std::uint64_t negative = 0;
    std::uint64_t inversions = 0;
    std::int64_t without_entry = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {
            log_count("events", {"hændelser med indtastningstid", "events with an entry time"}, lag_days.size()),
            log_count("within_hour", {"indtastet inden for 1 time, begge veje", "entered within 1 hour either way"}, within_hour),
            log_count("over_1_day", {"mere end 1 dag senere", "more than 1 day later"}, over_day),
            log_count("over_30_days", {"mere end 30 dage senere", "more than 30 days later"}, over_month),
            log_count("negative_over_1_hour", {"mere end 1 time før hændelsen", "more than 1 hour before the event"}, negative),
            log_quantile("lag.p90", {"forsinkelse, 90 %-fraktil, dage", "lag, 90th percentile, days"}, "days", lag_days, 0.9),
            log_max("lag.max", {"forsinkelse, størst, dage", "lag, maximum, days"}, "days", lag_days),
            log_count("inversions", {"naboer indtastet i omvendt orden", "neighbours entered in reverse order"}, inversions),
        };
        out.front().missing = without_entry;
        return out;
    }
};

/// What the clock on the wall showed: sources compare their two clocks as written, across a change to summer time.
std::int64_t clock_reading(const WhenTold& when) { return when.at.micros + std::int64_t{when.offset_minutes} * 60'000'000; }

class EntryLag : public LogMeasure<L4Sample> {
  public:
    using LogMeasure::LogMeasure;

  protected:
    void take(L4Sample& sample, const facts::CaseFacts& facts) const override {
        const facts::SourceEvent* previous = nullptr;
        for (const facts::SourceEvent& event : facts.source_events) {
            if (event.entered.is_unknown() || event.at.when.is_unknown()) {
                ++sample.without_entry;
                continue;
            }
            const auto lag = static_cast<double>(clock_reading(event.entered) - clock_reading(event.at.when));
            sample.lag_days.push_back(lag / micros_per_day);
            sample.within_hour += lag <= micros_per_hour && lag >= -micros_per_hour ? 1 : 0;
            sample.over_day += lag > micros_per_day ? 1 : 0;
            sample.over_month += lag > 30 * micros_per_day ? 1 : 0;
            sample.negative += lag < -micros_per_hour ? 1 : 0;
            if (previous != nullptr && clock_reading(event.entered) < clock_reading(previous->entered)) ++sample.inversions;
            previous = &event;
        }
    }
};

}  // namespace

MeasureDefinition l4_entry_lag() {
    return {"L4",
            1,
            {"Forsinket indtastning", "Entry lag"},
            {"Kildens indtastningstid minus hændelsestid, begge som uret viste. Indtastningstiden er kildens påstand.",
             "The source's entry time minus the time of occurrence, both as the clock showed. The entry time is the source's claim."},
            {},
            true,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<EntryLag>(input); }};
}

}  // namespace forloeb
