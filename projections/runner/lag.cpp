#include "projections/runner/lag.hpp"

#include <algorithm>

namespace forloeb {

void Lag::durable(Position next, Time now) {
    // Far behind, the oldest that wait stand for those dropped here.
    if (waiting_.size() < groups_max) waiting_.push_back({next, now});
}

void Lag::visible(Position applied, Time now) {
    for (; !waiting_.empty() && waiting_.front().next <= applied; waiting_.pop_front()) {
        // A clock that was set back counts as no time.
        const auto waited = std::max(std::chrono::microseconds(0), std::chrono::duration_cast<std::chrono::microseconds>(now - waiting_.front().durable));
        if (waited_.size() < groups_max) {
            waited_.push_back(waited);
        } else {
            waited_[oldest_] = waited;
            oldest_ = (oldest_ + 1) % groups_max;
        }
    }
}

Lag::Figures Lag::figures() const {
    if (waited_.empty()) return {};
    auto sorted = waited_;
    std::ranges::sort(sorted);
    const auto at = [&](std::size_t percent) { return sorted[(sorted.size() * percent + 99) / 100 - 1]; };
    return {sorted.size(), at(50), at(99), sorted.back()};
}

}  // namespace forloeb
