#include "tools/bench/appends.hpp"
#include "tools/bench/bench.hpp"

namespace forloeb::bench {
namespace {

std::string raw_name(std::size_t threads) { return "raw_put.threads_" + std::to_string(threads); }
std::string our_name(std::size_t clients, std::size_t in_flight) {
    return "append.clients_" + std::to_string(clients) + ".in_flight_" + std::to_string(in_flight);
}

Status raw_puts(Bench& bench, std::size_t threads) {
    const std::string name = raw_name(threads);
    bench.tell(name);
    FORLOEB_TRY(Timing timing, raw_synced_puts(bench.plan().folder / name, threads, bench.plan().appends,
                                               bench.event_bytes(), bench.stop()));
    bench.add({name,
               "RocksDB as it comes, WriteOptions::sync, one put of " + std::to_string(bench.event_bytes()) +
                   " bytes at a time",
               threads, std::move(timing), "", 0});
    return {};
}

Status appends(Bench& bench, std::size_t clients, std::size_t in_flight, std::size_t baseline_threads) {
    const std::string name = our_name(clients, in_flight);
    bench.tell(name);
    FORLOEB_TRY(Timing timing, timed_appends(bench.endpoint(), {clients, in_flight, bench.plan().appends, bench.next_seed()},
                                             bench.stop()));
    bench.add({name, "one event an append, answered after the sync; Unix socket; contact.held with a sealed note",
               clients * in_flight, std::move(timing), raw_name(baseline_threads), 0});
    return {};
}

}  // namespace

// Durable appends over the socket, each compared with RocksDB's own synced puts, as many of them under way.
Status append_case(Bench& bench) {
    FORLOEB_CHECK(raw_puts(bench, 1));
    FORLOEB_CHECK(appends(bench, 1, 1, 1));
    FORLOEB_CHECK(raw_puts(bench, 16));
    FORLOEB_CHECK(appends(bench, 1, 16, 16));
    FORLOEB_CHECK(raw_puts(bench, 64));
    FORLOEB_CHECK(appends(bench, 64, 1, 64));
    FORLOEB_CHECK(appends(bench, 64, 16, 64));
    const std::string raw = raw_name(64);
    bench.add(Goal{"64 clients, 1 in flight: rate, times raw puts of 64 threads", bench.rate_ratio(our_name(64, 1), raw), 1.0, true});
    bench.add(Goal{"64 clients, 1 in flight: p99, times raw's", bench.p99_ratio(our_name(64, 1), raw), 1.5, false});
    bench.add(Goal{"64 clients, 16 in flight: rate, times raw puts of 64 threads", bench.rate_ratio(our_name(64, 16), raw), 2.0, true});
    if (const Figure* ping = bench.find("ping")) {
        const double allowed = bench.figure(raw_name(1)).timing.percentile(0.5) + 2 * ping->timing.percentile(0.5);
        bench.add(Goal{"1 client, 1 in flight: p50, times (raw put p50 + 2 x ping p50)",
                       allowed > 0 ? bench.figure(our_name(1, 1)).timing.percentile(0.5) / allowed : 0, 1.0, false});
    }
    return {};
}

}  // namespace forloeb::bench
