#include "tools/bench/run.hpp"

#include <stdlib.h>

#include <chrono>
#include <thread>

#include "server/server.hpp"
#include "tools/bench/appends.hpp"
#include "tools/client/client.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t warm_up_appends = 240;  // twenty cases: what an event weighs, before anything is timed

Result<std::unique_ptr<Server>> start(const Plan& plan) {
    ServerOptions options;
    options.engine.data = plan.folder / "data";
    FORLOEB_TRY(Endpoint endpoint, Endpoint::parse("unix:" + (plan.folder / "s.sock").string()));
    options.listen.push_back(std::move(endpoint));
    FORLOEB_TRY(std::unique_ptr<Server> server, Server::open(std::move(options), Environment::system()));
    server->start();
    return server;
}

/// Bytes of a stored event with its leaf, on average over the whole log.
Result<std::size_t> event_bytes(const Engine& engine) {
    std::uint64_t bytes = 0;
    std::uint64_t events = 0;
    for (Position from{0};;) {
        FORLOEB_TRY(const auto page, engine.read_log(from, {}));
        for (const EventView& event : page.events) {
            bytes += event.bytes().size() + leaf_bytes;
            ++events;
        }
        if (page.at_end || page.events.empty()) break;
        from = page.events.back().leaf().position.next();
    }
    if (events == 0) return fail(ErrorKind::invalid, "Nothing was appended: give at least 1 append.");
    return static_cast<std::size_t>(bytes / events);
}

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

/// Ours right after its baseline, so that both meet the machine as it is then.
class Run {
  public:
    Run(const Plan& plan, const Stop& stop, const std::function<void(std::string_view)>& now)
        : plan_(plan), stop_(stop), now_(now) {}

    Result<Report> all() {
        if (::getloadavg(&report_.machine_load, 1) != 1) report_.machine_load = 0;
        FORLOEB_TRY(const std::unique_ptr<Server> server, start(plan_));
        endpoint_ = server->endpoints().front();
        FORLOEB_TRY(const Timing warm_up, timed_appends(endpoint_, {1, 16, warm_up_appends, ++seed_}, stop_));
        FORLOEB_TRY(report_.event_bytes, event_bytes(server->engine()));
        FORLOEB_CHECK(raw_puts(1));
        FORLOEB_CHECK(appends(1, 1, 1));
        FORLOEB_CHECK(raw_puts(16));
        FORLOEB_CHECK(appends(1, 16, 16));
        FORLOEB_CHECK(raw_puts(64));
        FORLOEB_CHECK(appends(64, 1, 64));
        FORLOEB_CHECK(appends(64, 16, 64));
        report_.events = server->engine().head().next.value;
        FORLOEB_CHECK(scan_and_rebuild());
        report_.cores = std::thread::hardware_concurrency();
        report_.interrupted = stop_();
        compare(report_.figures);
        return std::move(report_);
    }

  private:
    void add(std::string name, std::string settings, std::size_t in_flight, Timing timing, std::string baseline) {
        report_.figures.push_back(
            {std::move(name), std::move(settings), in_flight, std::move(timing), std::move(baseline), 0});
    }
    static std::string raw_name(std::size_t threads) { return "raw_put.threads_" + std::to_string(threads); }

    Status raw_puts(std::size_t threads) {
        const std::string name = raw_name(threads);
        now_(name);
        FORLOEB_TRY(Timing timing,
                    raw_synced_puts(plan_.folder / name, threads, plan_.appends, report_.event_bytes, stop_));
        add(name,
            "RocksDB as it comes, WriteOptions::sync, one put of " + std::to_string(report_.event_bytes) +
                " bytes at a time",
            threads, std::move(timing), "");
        return {};
    }
    Status appends(std::size_t clients, std::size_t in_flight, std::size_t baseline_threads) {
        const std::string name =
            "append.clients_" + std::to_string(clients) + ".in_flight_" + std::to_string(in_flight);
        now_(name);
        FORLOEB_TRY(Timing timing, timed_appends(endpoint_, {clients, in_flight, plan_.appends, ++seed_}, stop_));
        add(name, "one event an append, answered after the sync; Unix socket; contact.held with a sealed note",
            clients * in_flight, std::move(timing), raw_name(baseline_threads));
        return {};
    }
    Status scan_and_rebuild() {
        if (stop_()) return {};
        now_("raw_scan");
        FORLOEB_TRY(Timing scan, raw_scan(plan_.folder / "raw_scan", plan_.scan));
        add("raw_scan", "RocksDB as it comes, values of 300 bytes in key order, compacted", 1, std::move(scan), "");
        now_("rebuild");
        std::size_t projections = 0;
        FORLOEB_TRY(Timing rebuild, rebuild_all(endpoint_, report_.events, projections));
        add("rebuild",
            "all " + std::to_string(projections) + " projections, one after the other, over the log just written", 1,
            std::move(rebuild), "raw_scan");
        return {};
    }

    const Plan& plan_;
    const Stop& stop_;
    const std::function<void(std::string_view)>& now_;
    Report report_;
    Endpoint endpoint_;
    std::uint64_t seed_ = 0;
};

}  // namespace

Result<Report> run(const Plan& plan, const Stop& stop, const std::function<void(std::string_view)>& now) {
    return Run(plan, stop, now).all();
}

}  // namespace forloeb::bench
