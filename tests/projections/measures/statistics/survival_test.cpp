#include "projections/measures/statistics/survival.hpp"

#include <doctest/doctest.h>

namespace forloeb {
namespace {

std::vector<Observation> events(std::initializer_list<double> times) {
    std::vector<Observation> out;
    for (double time : times) out.push_back({time, false});
    return out;
}

}  // namespace

TEST_CASE("without censoring the quantiles are R's type 2") {
    CHECK(survival_quantile(events({1, 2, 3, 4}), 0.5) == doctest::Approx(2.5));
    CHECK(survival_quantile(events({5, 1, 3}), 0.5) == doctest::Approx(3));
    CHECK(survival_quantile(events({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), 0.9) == doctest::Approx(9.5));
    CHECK(survival_quantile(events({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}), 0.9) == doctest::Approx(10));
    CHECK(plain_quantile({4, 1, 3, 2}, 0.5) == doctest::Approx(2.5));
}

TEST_CASE("a quantile the curve does not come down to is not reached") {
    std::vector<Observation> waiting = events({10});
    waiting.push_back({20, true});
    waiting.push_back({30, true});
    CHECK_FALSE(survival_quantile(waiting, 0.5).has_value());
    CHECK_FALSE(survival_quantile({}, 0.5).has_value());
}

TEST_CASE("one censored in between is at risk until then and no longer") {
    // At risk: 4 at day 2 (S = 3/4), then 2 at day 6 (S = 3/8): the median is day 6.
    const std::vector<Observation> observations = {{2, false}, {4, true}, {6, false}, {9, false}};
    CHECK(survival_quantile(observations, 0.5) == doctest::Approx(6));
}

TEST_CASE("one censored on the day of an event is still at risk for it") {
    // S after day 5 is 2/3, not 1/2: the median waits for day 8.
    const std::vector<Observation> observations = {{5, true}, {5, false}, {8, false}};
    CHECK(survival_quantile(observations, 0.5) == doctest::Approx(8));
}

TEST_CASE("flat at exactly one half to the end takes the middle of that segment") {
    std::vector<Observation> observations = events({10, 20});
    observations.push_back({30, true});
    observations.push_back({50, true});
    CHECK(survival_quantile(observations, 0.5) == doctest::Approx(35));
}

}  // namespace forloeb
