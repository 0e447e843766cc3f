#include "projections/measures/statistics/paired_tests.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace forloeb {
namespace {

// Hours of extra sleep of ten patients under two drugs (Student 1908; R's data set "sleep"), second minus first.
const std::vector<double> sleep_gain = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

struct BruteForce {  // over every assignment of signs to the non-zero differences, straight from the definition
    double sign_p = 0;
    double rank_p = 0;
    double rank_sum = 0;
};

double mid_rank(const std::vector<double>& magnitudes, double of) {
    double below = 0;
    double equal = 0;
    for (double magnitude : magnitudes) {
        if (std::abs(magnitude - of) < 1e-6)
            equal += 1;
        else if (magnitude < of)
            below += 1;
    }
    return below + (equal + 1) / 2;
}

BruteForce enumerate(const std::vector<double>& differences) {
    std::vector<double> magnitudes;
    std::uint32_t observed = 0;
    for (double difference : differences) {
        if (std::abs(difference) < 1e-6) continue;
        if (difference > 0) observed |= 1U << magnitudes.size();
        magnitudes.push_back(std::abs(difference));
    }
    const auto positives = [&](std::uint32_t signs) {
        int count = 0;
        for (std::size_t i = 0; i < magnitudes.size(); ++i) count += (signs >> i & 1U) != 0 ? 1 : 0;
        return count;
    };
    const auto rank_sum = [&](std::uint32_t signs) {
        double sum = 0;
        for (std::size_t i = 0; i < magnitudes.size(); ++i)
            if ((signs >> i & 1U) != 0) sum += mid_rank(magnitudes, magnitudes[i]);
        return sum;
    };
    double sign_low = 0, sign_high = 0, rank_low = 0, rank_high = 0;
    const std::uint32_t all = 1U << magnitudes.size();
    for (std::uint32_t signs = 0; signs < all; ++signs) {
        sign_low += positives(signs) <= positives(observed) ? 1 : 0;
        sign_high += positives(signs) >= positives(observed) ? 1 : 0;
        rank_low += rank_sum(signs) <= rank_sum(observed) ? 1 : 0;
        rank_high += rank_sum(signs) >= rank_sum(observed) ? 1 : 0;
    }
    return {std::min(1.0, 2 * std::min(sign_low, sign_high) / all), std::min(1.0, 2 * std::min(rank_low, rank_high) / all),
            rank_sum(observed)};
}

}  // namespace

TEST_CASE("the paired t interval of Student's sleep data is the published one") {
    const MeanChange change = mean_change(sleep_gain);
    CHECK(change.mean == doctest::Approx(1.58).epsilon(1e-12));
    REQUIRE(change.interval);
    CHECK(change.interval->low == doctest::Approx(0.7001142).epsilon(1e-6));
    CHECK(change.interval->high == doctest::Approx(2.4598858).epsilon(1e-6));
    CHECK_FALSE(mean_change(std::vector<double>{2.0}).interval);
}

TEST_CASE("the sign test drops zeros and is exact") {
    const SignTest sleep = sign_test(sleep_gain);
    CHECK(sleep.better == 9);
    CHECK(sleep.same == 1);
    CHECK(*sleep.p == doctest::Approx(2.0 / 512));
    const SignTest even = sign_test(std::vector<double>{1, -1, 2, -2});
    CHECK(*even.p == 1);
    CHECK_FALSE(sign_test(std::vector<double>{0, 0}).p);
}

TEST_CASE("Wilcoxon's test of the depression data gives the value of Hollander and Wolfe") {
    // Table 3.1: nine patients, first visit minus second.
    const std::vector<double> drop = {1.83 - 0.878, 0.50 - 0.647, 1.62 - 0.598, 2.48 - 2.05, 1.68 - 1.06,
                                      1.88 - 1.29,  1.55 - 1.06,  3.06 - 3.14,  1.30 - 1.29};
    const WilcoxonTest test = wilcoxon_signed_rank(drop);
    CHECK(test.rank_sum == 40);
    CHECK(test.exact);
    CHECK(*test.p == doctest::Approx(20.0 / 512).epsilon(1e-12));
}

TEST_CASE("the exact tests agree with the enumeration of all sign flips, ties and zeros included") {
    std::mt19937 dice(20260401);
    std::uniform_int_distribution<int> sizes(1, 12);
    std::uniform_int_distribution<int> answers(-4, 4);
    for (int round = 0; round < 300; ++round) {
        std::vector<double> differences;
        for (int left = sizes(dice); left > 0; --left) differences.push_back(answers(dice) / 3.0);
        if (std::all_of(differences.begin(), differences.end(), [](double d) { return d == 0; })) continue;
        CAPTURE(round);
        const BruteForce expected = enumerate(differences);
        CHECK(*sign_test(differences).p == doctest::Approx(expected.sign_p).epsilon(1e-12));
        const WilcoxonTest found = wilcoxon_signed_rank(differences);
        CHECK(found.rank_sum == doctest::Approx(expected.rank_sum).epsilon(1e-12));
        CHECK(*found.p == doctest::Approx(expected.rank_p).epsilon(1e-12));
    }
}

TEST_CASE("above fifty pairs Wilcoxon's test is the normal approximation with tie correction and no continuity correction") {
    // 30 times +1 and 21 times -1: one tie of 51, mid-rank 26. W = 780, mean 663, variance (51*52*103 - (51^3-51)/2)/24.
    std::vector<double> differences(30, 1.0);
    differences.insert(differences.end(), 21, -1.0);
    const WilcoxonTest test = wilcoxon_signed_rank(differences);
    CHECK_FALSE(test.exact);
    CHECK(test.rank_sum == 780);
    const double variance = (51.0 * 52 * 103 - (51.0 * 51 * 51 - 51) / 2) / 24;
    CHECK(*test.p == doctest::Approx(std::erfc(117 / std::sqrt(variance) / std::sqrt(2.0))).epsilon(1e-9));
    differences.pop_back();
    CHECK(wilcoxon_signed_rank(differences).exact);
}

}  // namespace forloeb
