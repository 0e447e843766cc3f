// A share of events: pooled over all of them, and the median of the cases' own shares beside it (G7). Events of one case
// are not independent of each other, so it has no interval. Pure; one thread.
#pragma once

#include <string>
#include <vector>

#include "projections/case_facts/case_facts.hpp"
#include "projections/measures/figure.hpp"

namespace forloeb {

class EventRatio {
  public:
    /// One event, or several at once; cases come one after the other.
    void add(const facts::CaseFacts& facts, double numerator, double denominator = 1);
    void add(const facts::CaseFacts& facts, bool counts) { add(facts, counts ? 1.0 : 0.0); }
    /// A known answer counts; an unknown one is missing (G8).
    void add(const facts::CaseFacts& facts, Answer answer);

    /// "code" and "code.median_of_cases". `recorded_by`: the event types without which there is nothing to say (G8).
    void add_to(std::vector<Figure>& out, const std::string& code, const Words& label,
                const std::vector<std::string_view>& recorded_by = {}) const;
    [[nodiscard]] bool empty() const { return denominator_.persons() == 0; }

    std::int64_t missing = 0;
    std::int64_t imprecise = 0;

  private:
    [[nodiscard]] std::vector<double> case_shares() const;

    PersonSum numerator_;
    PersonSum denominator_;
    std::vector<double> shares_;  // of the cases before the one at hand
    Uuid case_id_;                // the case at hand
    double case_numerator_ = 0;
    double case_denominator_ = 0;
};

}  // namespace forloeb
