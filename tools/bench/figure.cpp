#include "tools/bench/figure.hpp"

#include <algorithm>
#include <cmath>

namespace forloeb::bench {

double Timing::percentile(double share) const {
    if (microseconds.empty()) return 0;
    std::vector<double> sorted = microseconds;
    std::ranges::sort(sorted);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

void compare(std::vector<Figure>& figures) {
    for (Figure& figure : figures) {
        const auto baseline = std::ranges::find(figures, figure.baseline, &Figure::name);
        if (figure.baseline.empty() || baseline == figures.end() || baseline->timing.per_second() <= 0) continue;
        figure.ratio = figure.timing.per_second() / baseline->timing.per_second();
    }
}

}  // namespace forloeb::bench
