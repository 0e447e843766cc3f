#include "projections/measures/period_strata.hpp"

#include <algorithm>

namespace forloeb {
namespace {

struct Month {
    int year;
    int number;  // from 1
};

Month month_of(LocalDate date) {
    const std::string text = format_date(date);
    return {std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2))};
}

LocalDate first_day_of(Month month) {
    char text[16];
    std::snprintf(text, sizeof(text), "%04d-%02d-01", month.year, month.number);
    return parse_date(text).value_or(after_last_day);
}

Month later(Month month, int months) {
    const int all = month.year * 12 + month.number - 1 + months;
    return {all / 12, all % 12 + 1};
}

class PeriodStrata : public Measure {
  public:
    PeriodStrata(const MeasureDefinition& definition, const MeasureInput& input) : cohorts_(1, input.cohort) {
        const auto parts = parts_of(input.cohort, input.observed.date);
        for (const PeriodPart& part : parts) {
            Cohort cohort = input.cohort;
            cohort.from = part.days.from;
            cohort.to = part.days.to;
            cohort.at = after_last_day;
            cohorts_.push_back(std::move(cohort));
            names_.push_back(part.name);
        }
        for (Cohort& cohort : cohorts_) {
            cohort.by.clear();
            measures_.push_back(definition.start({input.observed, cohort, input.parameters}));
        }
    }

    void add(const facts::CaseFacts& facts) override {
        for (const auto& measure : measures_) measure->add(facts);
    }
    void add_project(const facts::ProjectFacts& facts) override {
        for (const auto& measure : measures_) measure->add_project(facts);
    }

    [[nodiscard]] MeasureOutput finish() const override {
        MeasureOutput output = measures_.front()->finish();
        for (std::size_t part = 0; part < names_.size(); ++part) {
            SampleFigures sample = measures_[part + 1]->finish().whole;
            sample.stratum = names_[part];
            output.strata.push_back(std::move(sample));
        }
        return output;
    }

  private:
    std::vector<Cohort> cohorts_;  // the whole first; filled before any measure refers to one
    std::vector<std::string> names_;
    std::vector<std::unique_ptr<Measure>> measures_;
};

}  // namespace

std::vector<PeriodPart> parts_of(const Cohort& cohort, LocalDate observed) {
    const int months = cohort.by == "quarter" ? 3 : 1;
    Month month = month_of(cohort.from);
    if (months == 3) month.number -= (month.number - 1) % 3;
    std::vector<PeriodPart> parts;
    for (; first_day_of(month) < cohort.to && first_day_of(month) <= observed; month = later(month, months)) {
        const DaySpan days{std::max(first_day_of(month), cohort.from), std::min(first_day_of(later(month, months)), cohort.to)};
        const std::string year = format_date(first_day_of(month)).substr(0, 4);
        parts.push_back({months == 3 ? year + "-K" + std::to_string((month.number + 2) / 3) : format_date(first_day_of(month)).substr(0, 7), days});
    }
    return parts;
}

std::unique_ptr<Measure> start_measure(const MeasureDefinition& definition, const MeasureInput& input) {
    if (!input.cohort.by_period()) return definition.start(input);
    return std::make_unique<PeriodStrata>(definition, input);
}

}  // namespace forloeb
