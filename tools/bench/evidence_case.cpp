#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/audit/read_log.hpp"
#include "tools/bench/bench.hpp"
#include "tools/bench/imports.hpp"
#include "tools/bench/made_up.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_from(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Everything read and compared with its own proofs.
Status verify_figure(Bench& bench, const Engine& engine, VerifyLevel level, const std::string& name, double wanted) {
    if (bench.stop()()) return {};
    bench.tell(name);
    Timing timing;
    const auto start = Clock::now();
    const VerifyReport report = engine.verify(level, [&bench](const VerifyProgress&) { return !bench.stop()(); });
    timing.seconds = seconds_from(start);
    timing.operations = report.events;
    if (report.findings_count > 0) return fail(ErrorKind::damaged, "The benchmark's log has findings.");
    bench.add(Quantity{name + ".seconds", timing.seconds, "s"});
    bench.add({name, "events of the log just imported, read and compared with their proofs; files too", 1, std::move(timing), "raw_scan.values_300", 0});
    bench.add(Goal{name + ": events, times values of a raw scan", bench.rate_ratio(name, "raw_scan.values_300"), wanted, true});
    return {};
}

ReadRecord record_of(const Engine& engine, const StreamId& stream) {
    ReadRecord record;
    record.actor = "k-1";
    record.role = "caseworker";
    record.purpose = "casework";
    record.relation = "assigned";
    record.operation = "readStream";
    record.cases = {stream.id};
    record.events = events_per_case;
    record.rule = "access.permitted";
    record.log_size = engine.head().next;
    return record;
}

/// Reads of one case each, shared out over the threads; with `reads`, each only once it is on record there.
Result<Timing> timed_reads(Bench& bench, const Engine& engine, const MadeUp& made_up, std::uint64_t cases, std::size_t threads, ReadLog* reads) {
    std::atomic<std::uint64_t> next{0};
    std::mutex mutex;  // guards the two below
    Timing timing;
    std::optional<Error> failure;
    const auto read_one = [&](std::uint64_t number) -> Status {
        const StreamId stream = made_up.stream(number * 7919 % cases);
        if (reads != nullptr) FORLOEB_CHECK(reads->record(record_of(engine, stream)).wait());
        FORLOEB_TRY(const auto events, engine.read_whole_stream(stream));
        return events.size() == events_per_case ? Status() : fail(ErrorKind::damaged, "A case of the benchmark has another length than was written.");
    };
    const auto read_some = [&] {
        std::vector<double> microseconds;
        Status status;
        for (std::uint64_t i = next++; i < bench.plan().appends && status && !bench.stop()(); i = next++) {
            const auto start = Clock::now();
            status = read_one(i);
            microseconds.push_back(seconds_from(start) * 1e6);
        }
        const std::lock_guard lock(mutex);
        timing.microseconds.insert(timing.microseconds.end(), microseconds.begin(), microseconds.end());
        if (!status && !failure) failure = status.error();
    };
    const auto start = Clock::now();
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(read_some);
    for (std::thread& worker : workers) worker.join();
    timing.seconds = seconds_from(start);
    if (failure) return tl::make_unexpected(*failure);
    timing.operations = timing.microseconds.size();
    return timing;
}

Status record_figures(Bench& bench, const Engine& engine, const MadeUp& made_up, std::uint64_t cases) {
    ReadLog reads(ReadLog::beside(engine.options()), Environment::system());
    for (const std::size_t threads : {std::size_t{1}, std::size_t{8}}) {
        const std::string unrecorded = "case.unrecorded.threads_" + std::to_string(threads), recorded = "case.recorded.threads_" + std::to_string(threads);
        bench.tell(recorded);
        FORLOEB_TRY(Timing without, timed_reads(bench, engine, made_up, cases, threads, nullptr));
        bench.add({unrecorded, "clear fields of one case of " + std::to_string(events_per_case) + " events, in process, with no record of it", threads, std::move(without), "", 0});
        FORLOEB_TRY(Timing with, timed_reads(bench, engine, made_up, cases, threads, &reads));
        bench.add({recorded, "the same, each when its record is on the read log's disk", threads, std::move(with), unrecorded, 0});
    }
    return {};
}

}  // namespace

// What evidence costs over a log of a size of one's choice (--events): tree and proofs, a verification beside a raw scan that
// does far less, and the record of a read beside the read.
Status evidence_case(Bench& bench) {
    const std::uint64_t events = bench.plan().events != 0 ? bench.plan().events : 4 * bench.plan().appends;
    const std::uint64_t cases = std::max<std::uint64_t>(1, events / events_per_case);
    bench.tell("evidence.import");
    EngineOptions options;
    options.data = bench.plan().folder / "evidence";
    FORLOEB_TRY(const auto engine, Engine::open(std::move(options), Environment::system()));
    const MadeUp made_up{bench.next_seed()};
    FORLOEB_TRY(Timing import, timed_import(*engine, cases, made_up.seed, bench.stop()));
    FORLOEB_CHECK(proof_figures(bench, *engine, import));
    bench.add({"evidence.import", "import into an engine in this process, as in bulk", 1, std::move(import), "", 0});
    if (bench.stop()()) return {};
    bench.tell("raw_scan.values_300");
    FORLOEB_TRY(Timing scan, raw_scan(bench.plan().folder / "raw_scan.values_300", bench.plan().scan));
    bench.add({"raw_scan.values_300", "RocksDB as it comes, values of 300 bytes in key order, compacted", 1, std::move(scan), "", 0});
    FORLOEB_CHECK(verify_figure(bench, *engine, VerifyLevel::log, "verify.log", 0.4));
    FORLOEB_CHECK(verify_figure(bench, *engine, VerifyLevel::full, "verify.full", 0.15));
    return bench.stop()() ? Status() : record_figures(bench, *engine, made_up, cases);
}

}  // namespace forloeb::bench
