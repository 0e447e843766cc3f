// Durable appends over a socket, by so many clients with so many requests in flight each. The events are made up: cases
// of twelve events, an opening and eleven contacts with a sealed note (tools/bench/made_up.hpp). Blocking.
#pragma once

#include "server/protocol/endpoint.hpp"
#include "tools/bench/baseline.hpp"
#include "tools/bench/figure.hpp"

namespace forloeb::bench {

struct AppendLoad {
    std::size_t clients = 1;
    std::size_t in_flight = 1;  // of each client
    std::uint64_t appends = 0;  // of all clients together; one event each
    std::uint64_t seed = 0;     // ids differ between seeds: no two loads of one directory may share it
};

/// Time per append is from sending it to its answer `stored`. An append that is not stored ends the load with its error.
[[nodiscard]] Result<Timing> timed_appends(const Endpoint& server, const AppendLoad& load, const Stop& stop);

}  // namespace forloeb::bench
