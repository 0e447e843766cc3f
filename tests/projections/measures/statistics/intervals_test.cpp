#include "projections/measures/statistics/intervals.hpp"

#include <doctest/doctest.h>

#include "projections/measures/statistics/disclosure.hpp"

namespace forloeb {

TEST_CASE("Wilson's interval gives the published values") {
    // Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20, 1/29.
    const Interval many = wilson_95(81, 263);
    CHECK(many.low == doctest::Approx(0.2553).epsilon(0.0005));
    CHECK(many.high == doctest::Approx(0.3662).epsilon(0.0005));
    const Interval few = wilson_95(1, 29);
    CHECK(few.low == doctest::Approx(0.0061).epsilon(0.01));
    CHECK(few.high == doctest::Approx(0.1718).epsilon(0.0005));
    const Interval none = wilson_95(0, 20);
    CHECK(none.low == 0);
    CHECK(none.high == doctest::Approx(0.1611).epsilon(0.0005));
    CHECK(wilson_95(20, 20).high == 1);
}

TEST_CASE("the exact Poisson interval gives Garwood's values") {
    const Interval ten = poisson_exact_95(10, 1);
    CHECK(ten.low == doctest::Approx(4.7954).epsilon(0.0001));
    CHECK(ten.high == doctest::Approx(18.3904).epsilon(0.0001));
    const Interval none = poisson_exact_95(0, 2);
    CHECK(none.low == 0);
    CHECK(none.high == doctest::Approx(3.6889 / 2).epsilon(0.0001));
}

TEST_CASE("a figure is shown from five persons on either side") {
    CHECK(disclosure::count_may_show(5, 10));
    CHECK_FALSE(disclosure::count_may_show(4, 10));
    CHECK_FALSE(disclosure::count_may_show(6, 10));
    CHECK(disclosure::count_may_show(0, 3));
    CHECK(disclosure::count_may_show(3, 3));
    CHECK(disclosure::quantile_may_show(10, 0.5));
    CHECK_FALSE(disclosure::quantile_may_show(9, 0.5));
    CHECK(disclosure::quantile_may_show(50, 0.9));
    CHECK_FALSE(disclosure::quantile_may_show(49, 0.9));
    CHECK(disclosure::mean_may_show(5, 0.85));
    CHECK_FALSE(disclosure::mean_may_show(4, 0.25));
    CHECK_FALSE(disclosure::mean_may_show(9, 0.86));
}

}  // namespace forloeb
