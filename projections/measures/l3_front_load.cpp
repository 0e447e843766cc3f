// L3: how much of an imported case happens in its first part.
#include "projections/measures/definitions.hpp"
#include "projections/measures/log_cases.hpp"

namespace forloeb {
namespace {

struct L3Sample {
    Tally cases;
    std::vector<double> shares;
    std::uint64_t zero = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        return {log_mean("front", {"andel hændelser i første del, gennemsnit af sager", "share of events in the first part, mean of cases"}, "share", shares),
                log_count("cases", {"sager med varighed", "cases with a duration"}, shares.size()),
                log_count("zero_duration", {"sager uden varighed (udeladt)", "cases of zero duration (left out)"}, zero)};
    }
};

class FrontLoad : public LogMeasure<L3Sample> {
  public:
    using LogMeasure::LogMeasure;

  protected:
    void take(L3Sample& sample, const facts::CaseFacts& facts) const override {
        const LogExtent extent = extent_of(facts);
        if (!extent.known || extent.first == extent.last) {
            ++sample.zero;
            return;
        }
        const auto part = static_cast<double>(parameters_.number("percent")) / 100;
        const double bound = static_cast<double>(extent.last.micros - extent.first.micros) * part;
        double timed = 0;
        double early = 0;
        for (const facts::SourceEvent& event : facts.source_events) {
            if (event.at.when.is_unknown()) continue;
            ++timed;
            if (static_cast<double>(event.at.when.at.micros - extent.first.micros) <= bound) ++early;
        }
        sample.shares.push_back(early / timed);
    }
};

}  // namespace

MeasureDefinition l3_front_load() {
    return {"L3",
            1,
            {"Tyngde i begyndelsen", "Front load"},
            {"Gennemsnit over importerede sager med varighed af andelen af hændelser senest 25 % inde i sagens forløbne tid.",
             "Mean over imported cases with a duration of the share of events at or before 25 % of the case's elapsed time."},
            {{"percent", ParameterDefinition::Kind::number, "25", "ours"}},
            true,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<FrontLoad>(input); }};
}

}  // namespace forloeb
