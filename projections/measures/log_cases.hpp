// What the measures over imported logs share: the events that the source itself recorded (synthesised ones are skipped),
// in the source's own order, and figures that describe the log. They are facts about a file, shown to those who import
// it, so G12's disclosure tests do not apply: not for publication about citizens. Times here are elapsed, not calendar days.
#pragma once

#include <string>
#include <vector>

#include "projections/measures/measure.hpp"

namespace forloeb {

inline constexpr double micros_per_day = 86400e6;
inline constexpr double micros_per_hour = 3600e6;

[[nodiscard]] Figure log_count(const std::string& code, const Words& label, std::uint64_t count);
[[nodiscard]] Figure log_number(const std::string& code, const Words& label, const std::string& unit, double value);
/// A quantile (R type 2) of all values; empty if there are none.
[[nodiscard]] Figure log_quantile(const std::string& code, const Words& label, const std::string& unit,
                                  const std::vector<double>& values, double p);
[[nodiscard]] Figure log_mean(const std::string& code, const Words& label, const std::string& unit, const std::vector<double>& values);
[[nodiscard]] Figure log_max(const std::string& code, const Words& label, const std::string& unit, const std::vector<double>& values);

/// The first and last time of a case's source events; `known` is false if none has a time.
struct LogExtent {
    Instant first;
    Instant last;
    bool known = false;
    [[nodiscard]] double days() const { return static_cast<double>(last.micros - first.micros) / micros_per_day; }
};
[[nodiscard]] LogExtent extent_of(const facts::CaseFacts& facts);

/// A measure over imported histories: `add` of cases with source events that begin in the period goes to take().
template <typename Sample>
class LogMeasure : public SampledMeasure<Sample> {
  public:
    using SampledMeasure<Sample>::SampledMeasure;

    void add(const facts::CaseFacts& facts) final {
        if (facts.source_events.empty()) return;
        if (!this->cohort_.in_period(facts.source_events.front().at.date())) return;
        const facts::Attributes attributes = facts.attributes.empty() ? facts::Attributes{} : facts.attributes.front().attributes;
        for (Sample* sample : this->strata_.of(facts, attributes)) {
            sample->cases.add(facts.case_id);
            take(*sample, facts);
        }
    }

  protected:
    virtual void take(Sample& sample, const facts::CaseFacts& facts) const = 0;
};

}  // namespace forloeb
