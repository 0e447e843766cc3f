// Work on several generations at the same time: each has a database of its own, and most of the work is waiting for the
// disk. Returns when all have ended, with the first error in order.
#pragma once

#include <cstddef>
#include <thread>
#include <vector>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// `work(i)` for each i below `count`, each on a thread of its own: for a handful.
template <typename Work>
[[nodiscard]] Status at_once(std::size_t count, const Work& work) {
    std::vector<Status> done(count);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < count; ++i) threads.emplace_back([&, i] { done[i] = work(i); });
        if (count != 0) done[0] = work(std::size_t{0});
    }
    for (Status& status : done) FORLOEB_CHECK(std::move(status));
    return {};
}

}  // namespace forloeb
