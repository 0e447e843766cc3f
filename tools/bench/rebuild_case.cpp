#include <chrono>

#include "tools/bench/bench.hpp"
#include "tools/client/client.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

Result<std::vector<std::string>> projection_names(Client& client) {
    FrameBuilder request;
    request.frame().initProjectionStatus();
    FORLOEB_TRY(const Reply reply, client.call(request));
    std::vector<std::string> names;
    for (const auto projection : reply.frame().getProjectionStatusReply().getProjections())
        names.emplace_back(projection.getName().cStr());
    return names;
}

/// One projection after the other, each over the whole log.
Result<Timing> rebuild_all(const Endpoint& server, std::uint64_t events, std::size_t& projections) {
    FORLOEB_TRY(const std::unique_ptr<Client> client, Client::connect(server));
    FORLOEB_TRY(const std::vector<std::string> names, projection_names(*client));
    projections = names.size();
    Timing timing;
    const auto start = Clock::now();
    for (const std::string& name : names) {
        FrameBuilder request;
        request.frame().initProjectionRebuild().setName(name.c_str());
        FORLOEB_TRY(const Reply reply, client->call(request));
    }
    timing.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    timing.operations = events;  // each event went through all of them
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
               "all " + std::to_string(projections) + " projections, one after the other, over the log just written", 1,
               std::move(rebuild), "raw_scan", 0});
    bench.add(Goal{"rebuild of all projections: events per second", bench.figure("rebuild").timing.per_second(), 500'000, true});
    bench.add(Goal{"rebuild of all projections: times a raw scan", bench.rate_ratio("rebuild", "raw_scan"), 0.25, true});
    return {};
}

}  // namespace forloeb::bench
