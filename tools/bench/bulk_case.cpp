#include "tools/bench/bench.hpp"
#include "tools/bench/imports.hpp"
#include "tools/bench/made_up.hpp"

namespace forloeb::bench {
namespace {

constexpr std::size_t raw_batch = 1024;

}  // namespace

// Imported history, many cases an append, beside RocksDB's own batches of as many values of the same size.
Status bulk_case(Bench& bench) {
    const std::uint64_t cases = std::max<std::uint64_t>(1, 4 * bench.plan().appends / events_per_case);
    for (const bool indexed : {false, true}) {
        const std::string name = std::string("raw_batch.values_1024") + (indexed ? ".indexed" : "");
        bench.tell(name);
        FORLOEB_TRY(Timing raw, raw_synced_batches(bench.plan().folder / name, raw_batch, cases * events_per_case, bench.event_bytes(),
                                                   indexed, bench.stop()));
        bench.add({name,
                   "RocksDB as it comes, WriteOptions::sync, batches of 1,024 values of " + std::to_string(bench.event_bytes()) +
                       " bytes" + (indexed ? " and an index entry of 16 + 8 bytes each" : "") + "; times are of a batch",
                   1, std::move(raw), "", 0});
    }
    if (bench.stop()()) return {};
    bench.tell("bulk");
    EngineOptions options;
    options.data = bench.plan().folder / "bulk";
    FORLOEB_TRY(const auto engine, Engine::open(std::move(options), Environment::system()));
    FORLOEB_TRY(Timing timing, timed_import(*engine, cases, bench.next_seed(), bench.stop()));
    bench.add({"bulk", "import into an engine in this process, 64 cases of 12 events an append, synced; checked, sealed, hashed into the tree",
               1, std::move(timing), "raw_batch.values_1024.indexed", 0});
    bench.add(Goal{"bulk append: events, times raw synced batches of 1,024 values and index entries",
                   bench.rate_ratio("bulk", "raw_batch.values_1024.indexed"), 1.0, true});
    return {};
}

}  // namespace forloeb::bench
