// How long durable events have to wait for their rows: from the engine's word that a group is on the disk until the rows of
// every projection have it. Of the newest groups only. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

#include "events/vocabulary/ids.hpp"

namespace forloeb {

class Lag {
  public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t groups_max = 1024;

    void durable(Position next, Time now);
    /// Everything below `applied` is in the rows.
    void visible(Position applied, Time now);

    struct Figures {
        std::size_t groups = 0;
        std::chrono::microseconds p50{0}, p99{0}, max{0};
    };
    /// By nearest rank; all zero if nothing was measured.
    [[nodiscard]] Figures figures() const;

  private:
    struct Group {
        Position next;
        Time durable;
    };
    std::deque<Group> waiting_;
    std::vector<std::chrono::microseconds> waited_;  // a ring of the newest
    std::size_t oldest_ = 0;
};

}  // namespace forloeb
