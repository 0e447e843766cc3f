#include <chrono>

#include "tools/bench/bench.hpp"
#include "tools/client/client.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

Result<Timing> rebuild_all(const Endpoint& server, std::uint64_t events, std::size_t& projections) {
    FORLOEB_TRY(const std::unique_ptr<Client> client, Client::connect(server));
    FrameBuilder request;
    request.frame().initProjectionRebuild();
    Timing timing;
    const auto start = Clock::now();
    FORLOEB_TRY(const Reply reply, client->call(request));
    timing.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    timing.operations = events;  // each event went through all of them
    projections = reply.frame().getProjectionRebuildReply().getProjections().size();
    return timing;
}

}  // namespace

// All projections anew over everything the cases before have written, beside a raw scan that does far less.
Status rebuild_case(Bench& bench) {
    bench.tell("raw_scan");
    FORLOEB_TRY(Timing scan, raw_scan(bench.plan().folder / "raw_scan", bench.plan().scan));
    bench.add({"raw_scan", "RocksDB as it comes, values of 300 bytes in key order, compacted", 1, std::move(scan), "", 0});
    if (bench.stop()()) return {};
    bench.tell("rebuild");
    std::size_t projections = 0;
    FORLOEB_TRY(Timing rebuild, rebuild_all(bench.endpoint(), bench.events(), projections));
    bench.add({"rebuild",
               "all " + std::to_string(projections) + " projections in one pass over the log just written; rows written, flushed, swapped in and digested from the disk", 1,
               std::move(rebuild), "raw_scan", 0});
    bench.add(Goal{"rebuild of all projections: events per second", bench.figure("rebuild").timing.per_second(), 500'000, true});
    bench.add(Goal{"rebuild of all projections: times a raw scan", bench.rate_ratio("rebuild", "raw_scan"), 0.25, true});
    return {};
}

}  // namespace forloeb::bench
