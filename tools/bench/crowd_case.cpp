#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "server/open_files.hpp"
#include "tools/bench/appends.hpp"
#include "tools/bench/bench.hpp"
#include "tools/bench/crowd.hpp"
#include "tools/bench/talk.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t neighbours = 8;

/// What this process has in memory, the crowd's own side of its sockets included: that is in the kernel.
double resident_bytes() {
    std::ifstream in("/proc/self/statm");
    std::uint64_t size = 0, resident = 0;
    in >> size >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

std::string crowd_text(const CrowdSize& size) {
    return std::to_string(size.idle) + " idle, " + std::to_string(size.active) + " active, " + std::to_string(size.silent + size.slow + size.trickling + size.hostile) +
           " silent, slow, trickling and hostile connections";
}

Status measure_pings(Bench& bench, const std::string& name, const std::string& meanwhile, const std::string& baseline) {
    bench.tell(name);
    std::vector<std::unique_ptr<Prepared>> talkers;
    for (std::size_t i = 0; i < neighbours; ++i) talkers.push_back(std::make_unique<Prepared>(1, wire::Frame::PONG, bench.stop()));
    for (std::uint64_t i = 0; i < bench.plan().appends; ++i) {
        FrameBuilder request(0, 16);
        request.frame().setPing();
        talkers[i % neighbours]->add(request);
    }
    FORLOEB_TRY(Timing timing, timed_talk(bench.endpoint(), std::move(talkers)));
    bench.add({name, "8 clients, one ping at a time each; beside " + meanwhile, neighbours, std::move(timing), baseline, 0});
    return {};
}

Status measure_appends(Bench& bench, const std::string& name, const std::string& meanwhile, const std::string& baseline) {
    bench.tell(name);
    FORLOEB_TRY(Timing timing, timed_appends(bench.endpoint(), {neighbours, 1, bench.plan().appends, bench.next_seed()}, bench.stop()));
    bench.add({name, "8 clients, one append at a time each, answered after the sync; beside " + meanwhile, neighbours, std::move(timing), baseline, 0});
    return {};
}

/// As many as the plan is long and the machine lets be: both ends of each are in this process.
Result<CrowdSize> crowd_of(const Plan& plan) {
    constexpr std::uint64_t others = 4096;  // stores and their like
    CrowdSize size{std::min<std::size_t>(10'000, plan.appends * 5), std::min<std::size_t>(1'000, plan.appends / 2)};
    size.silent = size.slow = size.trickling = size.hostile = std::clamp<std::size_t>(size.active / 50, 1, 20);
    FORLOEB_TRY(const std::uint64_t files, allow_open_files(others + 2 * size.all(), others));
    size.idle = std::min<std::size_t>(size.idle, (files - std::min(files, others)) / 2);
    return size;
}

}  // namespace

// What a few clients notice of everybody else: the same load without them and beside them, and what an idle one costs.
Status crowd_case(Bench& bench) {
    FORLOEB_TRY(CrowdSize size, crowd_of(bench.plan()));
    FORLOEB_CHECK(measure_pings(bench, "crowd.ping.alone", "nobody", ""));
    FORLOEB_CHECK(measure_appends(bench, "crowd.append.alone", "nobody", ""));
    Crowd crowd(bench.endpoint());
    const double before = resident_bytes();
    FORLOEB_CHECK(crowd.add_idle(size.idle));
    bench.add(Quantity{"crowd.idle_connection", (resident_bytes() - before) / static_cast<double>(std::max<std::size_t>(1, size.idle)), "bytes of memory, each of " + std::to_string(size.idle)});
    const std::string meanwhile = crowd_text(size);
    size.idle = 0;
    FORLOEB_CHECK(crowd.begin(size));
    FORLOEB_CHECK(measure_pings(bench, "crowd.ping.beside", meanwhile, "crowd.ping.alone"));
    FORLOEB_CHECK(measure_appends(bench, "crowd.append.beside", meanwhile, "crowd.append.alone"));
    bench.add(Quantity{"crowd.answered", static_cast<double>(crowd.answered()), "pings of the active"});
    bench.add(Quantity{"crowd.cut_off", static_cast<double>(crowd.cut_off()), "times one of the others was ended and came again"});
    bench.add(Goal{"appends beside " + meanwhile + ": p99, times alone", bench.p99_ratio("crowd.append.beside", "crowd.append.alone"), 2, false});
    return {};
}

}  // namespace forloeb::bench
