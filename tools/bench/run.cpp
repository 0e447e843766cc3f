#include "tools/bench/run.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <thread>

#include "tools/bench/appends.hpp"
#include "tools/bench/bench.hpp"

namespace forloeb::bench {
namespace {

constexpr std::uint64_t warm_up_appends = 240;  // twenty cases: what an event weighs, before anything is timed

struct Case {
    std::string_view name;
    Status (*run)(Bench&);
};
constexpr std::array<Case, 12> all_cases = {{{"ping", ping_case},
                                         {"append", append_case},
                                         {"bulk", bulk_case},
                                         {"conditional", conditional_case},
                                         {"read", read_case},
                                         {"fold", fold_case},
                                         {"fan_out", fan_out_case},
                                         {"crowd", crowd_case},
                                         {"lag", lag_case},
                                         {"rebuild", rebuild_case},
                                         {"disk", disk_case},
                                         {"evidence", evidence_case}}};

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

bool wanted(const Plan& plan, std::string_view name) {
    return plan.only.empty() || std::ranges::find(plan.only, name) != plan.only.end();
}

}  // namespace

Status Bench::start() {
    if (::getloadavg(&report_.machine_load, 1) != 1) report_.machine_load = 0;
    report_.cores = std::thread::hardware_concurrency();
    ServerOptions options;
    options.engine.data = plan_.folder / "data";
    FORLOEB_TRY(Endpoint endpoint, Endpoint::parse("unix:" + (plan_.folder / "s.sock").string()));
    options.listen.push_back(std::move(endpoint));
    FORLOEB_TRY(server_, Server::open(std::move(options), Environment::system()));
    server_->start();
    FORLOEB_TRY(const Timing warm_up, timed_appends(this->endpoint(), {1, 16, warm_up_appends, next_seed()}, stop_));
    FORLOEB_TRY(report_.event_bytes, forloeb::bench::event_bytes(server_->engine()));
    return {};
}

void Bench::close() {
    report_.events = events();
    server_.reset();
}

Report Bench::finish() {
    report_.events = events();
    report_.interrupted = stop_();
    compare(report_.figures);
    return std::move(report_);
}

void Bench::add(Goal goal) {
    if (!stop_()) report_.goals.push_back(std::move(goal));
}

const Figure* Bench::find(std::string_view name) const {
    const auto found = std::ranges::find(report_.figures, name, &Figure::name);
    return found == report_.figures.end() ? nullptr : &*found;
}

const Figure& Bench::figure(std::string_view name) const {
    const Figure* found = find(name);
    if (found == nullptr) std::abort();  // a case asked for what it did not measure
    return *found;
}

double Bench::rate_ratio(std::string_view ours, std::string_view baseline) const {
    const double base = figure(baseline).timing.per_second();
    return base > 0 ? figure(ours).timing.per_second() / base : 0;
}

double Bench::p99_ratio(std::string_view ours, std::string_view baseline) const {
    const double base = figure(baseline).timing.percentile(0.99);
    return base > 0 ? figure(ours).timing.percentile(0.99) / base : 0;
}

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    for (const Case& one : all_cases) names.emplace_back(one.name);
    return names;
}

Result<Report> run(const Plan& plan, const Stop& stop, const std::function<void(std::string_view)>& now) {
    Bench bench(plan, stop, now);
    FORLOEB_CHECK(bench.start());
    for (const Case& one : all_cases) {
        if (stop()) break;
        if (wanted(plan, one.name)) FORLOEB_CHECK(one.run(bench));
    }
    return bench.finish();
}

}  // namespace forloeb::bench
