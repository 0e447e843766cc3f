#include "projections/measures/statistics/paired_tests.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace forloeb {
namespace {

constexpr double tail = 0.025;

struct SignedRank {
    std::uint32_t doubled = 0;  // twice the mid-rank, which is whole: ties of an even number share a half rank
    bool positive = false;
};

struct Ranks {
    std::vector<SignedRank> ranks;
    double tie_term = 0;  // sum of t^3 - t over groups of t tied differences
};

Ranks rank(std::span<const double> differences) {
    std::vector<double> sorted;
    for (double difference : differences)
        if (std::abs(difference) > same_difference) sorted.push_back(difference);
    std::sort(sorted.begin(), sorted.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    Ranks out;
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t end = first + 1;
        while (end < sorted.size() && std::abs(sorted[end]) - std::abs(sorted[first]) <= same_difference) ++end;
        // Ranks first+1 to end: their mean, doubled.
        for (std::size_t i = first; i < end; ++i)
            out.ranks.push_back({static_cast<std::uint32_t>(first + 1 + end), sorted[i] > 0});
        const auto tied = static_cast<double>(end - first);
        out.tie_term += tied * tied * tied - tied;
        first = end;
    }
    return out;
}

/// How many of the 2^n assignments of signs give each doubled rank sum.
std::vector<std::uint64_t> count_sign_flips(const std::vector<SignedRank>& ranks) {
    std::vector<std::uint64_t> ways = {1};
    for (const SignedRank& rank : ranks) {
        ways.resize(ways.size() + rank.doubled, 0);
        for (std::size_t sum = ways.size(); sum-- > rank.doubled;) ways[sum] += ways[sum - rank.doubled];
    }
    return ways;
}

double exact_p(const std::vector<SignedRank>& ranks, std::uint64_t doubled_sum) {
    const auto ways = count_sign_flips(ranks);
    std::uint64_t at_most = 0;
    std::uint64_t at_least = 0;
    for (std::size_t sum = 0; sum < ways.size(); ++sum) {
        if (sum <= doubled_sum) at_most += ways[sum];
        if (sum >= doubled_sum) at_least += ways[sum];
    }
    const double all = std::ldexp(1.0, static_cast<int>(ranks.size()));
    return std::min(1.0, 2 * static_cast<double>(std::min(at_most, at_least)) / all);
}

double normal_p(double rank_sum, double pairs, double tie_term) {
    const double mean = pairs * (pairs + 1) / 4;
    const double variance = pairs * (pairs + 1) * (2 * pairs + 1) / 24 - tie_term / 48;
    const double z = std::abs(rank_sum - mean) / std::sqrt(variance);
    return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

}  // namespace

MeanChange mean_change(std::span<const double> differences) {
    const auto n = static_cast<double>(differences.size());
    MeanChange out;
    out.mean = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
    if (differences.size() < 2) return out;
    double squares = 0;
    for (double difference : differences) squares += (difference - out.mean) * (difference - out.mean);
    const double error = std::sqrt(squares / (n - 1) / n);
    const double t = boost::math::quantile(boost::math::complement(boost::math::students_t(n - 1), tail));
    out.interval = Interval{out.mean - t * error, out.mean + t * error};
    return out;
}

SignTest sign_test(std::span<const double> differences) {
    SignTest out;
    for (double difference : differences)
        ++(std::abs(difference) <= same_difference ? out.same : difference > 0 ? out.better : out.worse);
    const auto pairs = static_cast<double>(out.better + out.worse);
    if (pairs == 0) return out;
    const auto fewer = static_cast<double>(std::min(out.better, out.worse));
    out.p = std::min(1.0, 2 * boost::math::cdf(boost::math::binomial(pairs, 0.5), fewer));
    return out;
}

WilcoxonTest wilcoxon_signed_rank(std::span<const double> differences) {
    const Ranks ranked = rank(differences);
    WilcoxonTest out;
    out.pairs = ranked.ranks.size();
    std::uint64_t doubled_sum = 0;
    for (const SignedRank& each : ranked.ranks) doubled_sum += each.positive ? each.doubled : 0;
    out.rank_sum = static_cast<double>(doubled_sum) / 2;
    out.exact = out.pairs <= wilcoxon_exact_pairs_max;
    if (out.pairs == 0) return out;
    out.p = out.exact ? exact_p(ranked.ranks, doubled_sum)
                      : normal_p(out.rank_sum, static_cast<double>(out.pairs), ranked.tie_term);
    return out;
}

}  // namespace forloeb
