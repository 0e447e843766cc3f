#include "projections/measures/statistics/intervals.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include <cmath>

namespace forloeb {

namespace {
constexpr double tail = 0.025;
}

Interval wilson_95(std::uint64_t count, std::uint64_t n) {
    const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), tail));
    const auto total = static_cast<double>(n);
    const double share = static_cast<double>(count) / total;
    const double scale = 1 + z * z / total;
    const double centre = (share + z * z / (2 * total)) / scale;
    const double half = z * std::sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale;
    // At 0 and n of n the bound is exactly 0 or 1; the subtraction leaves a rounding error there.
    return {count == 0 ? 0 : centre - half, count == n ? 1 : centre + half};
}

Interval poisson_exact_95(std::uint64_t count, double exposure) {
    using boost::math::chi_squared;
    const auto events = static_cast<double>(count);
    const double low = count == 0 ? 0 : boost::math::quantile(chi_squared(2 * events), tail) / 2;
    const double high = boost::math::quantile(boost::math::complement(chi_squared(2 * events + 2), tail)) / 2;
    return {low / exposure, high / exposure};
}

}  // namespace forloeb
