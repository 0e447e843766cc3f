// What a benchmark measured, and what it is to be compared with. Values; measures nothing. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace forloeb::bench {

/// Wall time of a number of operations, and of each of them where they were timed one by one.
struct Timing {
    std::uint64_t operations = 0;
    double seconds = 0;
    std::vector<double> microseconds;  // of each operation, in any order; may be empty

    [[nodiscard]] double per_second() const { return seconds > 0 ? static_cast<double>(operations) / seconds : 0; }
    /// By nearest rank; 0 if the operations were not timed one by one. `share` in (0, 1].
    [[nodiscard]] double percentile(double share) const;
};

struct Figure {
    std::string name;           // "append.clients_64.in_flight_16"
    std::string settings;       // what was done, so that it can be repeated
    std::size_t in_flight = 0;  // operations under way at a time, all clients or threads together
    Timing timing;
    std::string baseline;  // the name of the figure it is compared with; empty = it is one itself
    double ratio = 0;      // operations per second, ours to the baseline's; 0 if there is none
};

/// Fills in the ratios of the figures that name a baseline among them.
void compare(std::vector<Figure>& figures);

/// What was hoped for, beside what came out.
struct Goal {
    std::string text;  // "64 clients, 1 in flight: times raw puts from 64 threads"
    double measured = 0;
    double wanted = 0;
    bool at_least = true;  // else at most

    [[nodiscard]] bool met() const { return at_least ? measured >= wanted : measured <= wanted; }
};

/// A quantity that is no rate: bytes, memory, seconds to the first answer.
struct Quantity {
    std::string name;
    double value = 0;
    std::string unit;
};

}  // namespace forloeb::bench
