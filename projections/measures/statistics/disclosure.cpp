#include "projections/measures/statistics/disclosure.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace forloeb::disclosure {
namespace {

bool is_safe(const std::vector<Cell>& cells, const Line& line) {
    std::size_t hidden = 0;
    std::uint64_t persons = 0;
    for (std::size_t i : line)
        if (cells[i].hidden) {
            ++hidden;
            persons += cells[i].count;
        }
    return hidden == 0 || (hidden >= 2 && persons >= persons_min);
}

std::optional<std::size_t> smallest_shown(const std::vector<Cell>& cells, const Line& line) {
    std::optional<std::size_t> smallest;
    for (std::size_t i : line) {
        if (cells[i].hidden || cells[i].count == 0) continue;
        if (!smallest || std::tie(cells[i].count, cells[i].code) < std::tie(cells[*smallest].count, cells[*smallest].code))
            smallest = i;
    }
    return smallest;
}

}  // namespace

bool count_may_show(std::uint64_t count, std::uint64_t n) {
    if (count == 0 || count == n) return true;
    return count >= persons_min && n >= count + persons_min;
}

bool answers_may_show(std::uint64_t count, std::uint64_t n) { return count >= persons_min && n >= count + persons_min; }

bool quantile_may_show(std::uint64_t n, double p) {
    // 50 * (1 - 0.9) is a hair below 5 in binary.
    return static_cast<double>(n) * std::min(p, 1 - p) >= persons_min - 1e-9;
}

bool mean_may_show(std::uint64_t n, double largest_share) { return n >= persons_min && largest_share <= dominating_share_max; }

std::size_t hide_secondary(std::vector<Cell>& cells, const std::vector<Line>& lines) {
    std::size_t hidden = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (const Line& line : lines) {
            while (!is_safe(cells, line)) {
                const auto smallest = smallest_shown(cells, line);
                if (!smallest) break;
                cells[*smallest].hidden = true;
                ++hidden;
                changed = true;
            }
        }
    }
    return hidden;
}

}  // namespace forloeb::disclosure
