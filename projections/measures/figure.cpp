#include "projections/measures/figure.hpp"

#include <algorithm>

#include "projections/measures/statistics/disclosure.hpp"

namespace forloeb {
namespace {

constexpr std::int64_t hidden_count = -1;

void hide_small(std::int64_t& count, std::int64_t n) {
    const auto among = static_cast<std::uint64_t>(n + count);
    if (!disclosure::count_may_show(static_cast<std::uint64_t>(count), among)) count = hidden_count;
}

Figure quantile_figure(const std::string& code, const Words& label, double p, const Durations& durations) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = "days";
    figure.quantile = p;
    figure.n = static_cast<std::int64_t>(durations.persons.size());
    figure.censored = durations.censored;
    figure.imprecise = durations.imprecise;
    figure.missing = durations.missing;
    figure.test = DisclosureTest::quantile;
    const auto value = survival_quantile(durations.observations, p);
    figure.state = value ? FigureState::shown
                         : (durations.observations.empty() ? FigureState::empty : FigureState::not_reached);
    figure.value = value.value_or(0);
    return figure;
}

}  // namespace

Uuid staff_as_person(const std::string& pseudonym) {
    const std::hash<std::string> hash;
    return Uuid::from_halves(hash(pseudonym), hash("staff " + pseudonym));
}

double PersonSum::total() const {
    double sum = 0;
    for (const double amount : amounts_) sum += amount;
    return sum;
}

double PersonSum::largest_share() const {
    double largest = 0;
    for (const double amount : amounts_) largest = std::max(largest, amount);
    const double sum = total();
    return sum > 0 ? largest / sum : 0;
}

void Durations::reached(const Uuid& person, std::int64_t days) {
    if (days < 0) ++negative;
    observations.push_back({static_cast<double>(std::max<std::int64_t>(days, 0)), false});
    persons.insert(person);
}

void Durations::still_waiting(const Uuid& person, std::int64_t days) {
    ++censored;
    observations.push_back({static_cast<double>(std::max<std::int64_t>(days, 0)), true});
    persons.insert(person);
}

void add_durations(std::vector<Figure>& out, const std::string& code, const Words& label, const Durations& durations) {
    out.push_back(quantile_figure(code + ".median", {label.da + ", median", label.en + ", median"}, 0.5, durations));
    out.push_back(quantile_figure(code + ".p90", {label.da + ", 90 %-fraktil", label.en + ", 90th percentile"}, 0.9, durations));
}

Figure pooled_ratio(const std::string& code, const Words& label, const PersonSum& numerator, const PersonSum& denominator) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = "share";
    figure.test = DisclosureTest::mean;
    figure.n = static_cast<std::int64_t>(denominator.persons());
    figure.numerator = numerator.total();
    figure.denominator = denominator.total();
    figure.largest_share = std::max(numerator.largest_share(), denominator.largest_share());
    if (figure.denominator > 0)
        figure.value = figure.numerator / figure.denominator;
    else
        figure.state = FigureState::empty;
    return figure;
}

Figure median_of_cases(const std::string& code, const Words& label, const std::string& unit,
                       const std::vector<double>& values, std::size_t persons) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = unit;
    figure.quantile = 0.5;
    figure.n = static_cast<std::int64_t>(persons);
    figure.test = DisclosureTest::quantile;
    if (const auto value = plain_quantile(values, 0.5))
        figure.value = *value;
    else
        figure.state = FigureState::empty;
    return figure;
}

Figure mean_of_cases(const std::string& code, const Words& label, const std::string& unit, const PersonSum& values, std::uint64_t cases,
                     double factor) {
    Figure figure;
    figure.code = code;
    figure.label = label;
    figure.unit = unit;
    figure.test = DisclosureTest::mean;
    figure.n = static_cast<std::int64_t>(values.persons());
    figure.largest_share = values.largest_share();
    if (cases > 0)
        figure.value = values.total() / static_cast<double>(cases) * factor;
    else
        figure.state = FigureState::empty;
    return figure;
}

bool may_show(const Figure& figure) {
    switch (figure.test) {
        case DisclosureTest::open: return true;
        case DisclosureTest::count: return disclosure::count_may_show(figure.counted, figure.among);
        case DisclosureTest::answers: return disclosure::answers_may_show(figure.counted, figure.among);
        case DisclosureTest::quantile:
            return disclosure::quantile_may_show(static_cast<std::uint64_t>(figure.n), figure.quantile);
        case DisclosureTest::mean:
            return disclosure::mean_may_show(static_cast<std::uint64_t>(figure.n), figure.largest_share);
    }
    return false;
}

void hide(Figure& figure) {
    figure.state = FigureState::hidden;
    figure.value = figure.numerator = figure.denominator = 0;
    figure.interval_method.clear();
    figure.interval = {};
    if (figure.test != DisclosureTest::open && figure.n > 0 && figure.n < static_cast<std::int64_t>(disclosure::persons_min)) figure.n = hidden_count;
}

void hide_small_counts(Figure& figure) {
    if (figure.test == DisclosureTest::open) return;
    hide_small(figure.missing, figure.n);
    hide_small(figure.imprecise, figure.n);
    // The censored are among the n.
    if (!disclosure::count_may_show(static_cast<std::uint64_t>(figure.censored), static_cast<std::uint64_t>(figure.n)))
        figure.censored = hidden_count;
}

}  // namespace forloeb
