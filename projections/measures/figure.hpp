// A figure before and after disclosure control: what was computed, what it rests on, and which of G12's tests decides
// whether it may be shown. Measures make raw figures; disclose() turns those that may not be shown into "hidden".
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"
#include "projections/measures/persons.hpp"
#include "projections/measures/statistics/intervals.hpp"
#include "projections/measures/statistics/survival.hpp"

namespace forloeb {

enum class FigureState : std::uint8_t { shown, hidden, empty, not_reached, not_recorded };

/// Which test of G12 decides. `open` is for what is about no person: a log, or how many tests were made. `answers` is a
/// count of what people answered: there, that all or none did says something about each of them.
enum class DisclosureTest : std::uint8_t { open, count, answers, quantile, mean };

struct Words {
    std::string da;
    std::string en;
};

struct Figure {
    std::string code;  // "opened_to_assigned.median"
    Words label;
    std::string unit;  // "days", "share", "per_year", "count", "hours"
    FigureState state = FigureState::shown;
    double value = 0;
    std::string interval_method;  // empty = no interval
    Interval interval;
    double numerator = 0;
    double denominator = 0;
    double quantile = 0;
    std::int64_t n = 0;  // distinct citizens; here and below -1 = hidden
    std::int64_t missing = 0;
    std::int64_t imprecise = 0;
    std::int64_t censored = 0;

    std::vector<std::string_view> recorded_by;  // any of these event types: without them there is nothing to say (G8)
    std::optional<LocalDate> recorded_since;    // the first of them in the unit

    DisclosureTest test = DisclosureTest::open;
    std::uint64_t counted = 0;   // `count`, `answers`: so many persons ...
    std::uint64_t among = 0;     // ... of so many
    double largest_share = 0;    // `mean`: of one person in a sum the figure is made of
    std::string partition;       // counts with the same name add up to a whole: hiding one alone would not hide it. Of others all go then
    std::string hidden_with;     // a partition whose counts could be worked out from this: hidden when one of them is
};

/// Of a measure whose persons are staff: they have pseudonyms, not ids, and figures count persons by id.
[[nodiscard]] Uuid staff_as_person(const std::string& pseudonym);

/// A sum over persons that knows how much of it is one person's.
class PersonSum {
  public:
    void add(const Uuid& person, double amount) {
        const std::size_t place = who_.place_of(person);
        if (place == amounts_.size()) amounts_.push_back(0);
        amounts_[place] += amount;
    }
    void add(const PersonSum& other) {
        for (std::size_t place = 0; place < other.amounts_.size(); ++place) add(*(other.who_.begin() + static_cast<std::ptrdiff_t>(place)), other.amounts_[place]);
    }
    [[nodiscard]] double total() const;
    [[nodiscard]] double largest_share() const;  // 0 if the total is 0
    [[nodiscard]] std::size_t persons() const { return who_.size(); }

  private:
    Persons who_;
    std::vector<double> amounts_;  // of each, in their order
};

/// Durations of one kind in one sample, with censoring (G6).
struct Durations {
    std::vector<Observation> observations;
    Persons persons;
    std::int64_t censored = 0;
    std::int64_t negative = 0;  // set to 0
    std::int64_t imprecise = 0;
    std::int64_t missing = 0;

    void reached(const Uuid& person, std::int64_t days);
    void still_waiting(const Uuid& person, std::int64_t days);
};

/// Median and p90 of durations.
void add_durations(std::vector<Figure>& out, const std::string& code, const Words& label, const Durations& durations);
/// A pooled ratio of events, without an interval; empty if the denominator is 0.
[[nodiscard]] Figure pooled_ratio(const std::string& code, const Words& label, const PersonSum& numerator,
                                  const PersonSum& denominator);
/// The median of one value per case.
[[nodiscard]] Figure median_of_cases(const std::string& code, const Words& label, const std::string& unit,
                                     const std::vector<double>& values, std::size_t persons);
/// The mean of one value per case, times a constant; empty if there are no cases.
[[nodiscard]] Figure mean_of_cases(const std::string& code, const Words& label, const std::string& unit, const PersonSum& values,
                                   std::uint64_t cases, double factor = 1);

/// May it be shown by itself (G12)? What a table gives away besides is disclosed_output.hpp's to see.
[[nodiscard]] bool may_show(const Figure& figure);
/// Leaves nothing of the figure but that there is one. Its small counts are hidden too.
void hide(Figure& figure);
/// Of a figure that is shown: the counts beside it that are too small.
void hide_small_counts(Figure& figure);

}  // namespace forloeb
