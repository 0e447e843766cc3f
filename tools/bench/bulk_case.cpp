#include <chrono>
#include <condition_variable>
#include <mutex>

#include "tools/bench/bench.hpp"
#include "tools/bench/made_up.hpp"
#include "tools/import/engine_target.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t cases_per_append = 64;  // as the importer gathers them
constexpr std::size_t raw_batch = 1024;

/// What the importer hands over for one append: proposals that are still to be checked.
std::vector<Message> proposals(const MadeUp& made_up) {
    std::vector<Message> out;
    for (std::uint64_t ordinal = 0; ordinal < events_per_case; ++ordinal) {
        capnp::MallocMessageBuilder builder;
        auto event = builder.initRoot<ProposedEvent>();
        made_up.write_event(event, ordinal);
        out.push_back(canonical(event.asReader()));
    }
    return out;
}

Result<ImportAppend> next_append(const MadeUp& made_up, const std::vector<Message>& proposals, std::uint64_t number,
                                 std::uint64_t cases) {
    ImportAppend append;
    append.append_id = made_up.append_id(number);
    for (std::uint64_t i = 0; i < cases; ++i) {
        StreamWrite write{made_up.stream(number * cases_per_append + i), StreamVersion{0}, {}, {}};
        for (const Message& proposal : proposals) {
            MessageReader reader(proposal);
            ReadyEvent event;
            FORLOEB_TRY(event.checked, check_proposal(reader.root<ProposedEvent>(), StreamKind::case_));
            write.events.push_back(std::move(event));
        }
        append.writes.push_back(std::move(write));
    }
    return append;
}

/// Checked, sealed, sequenced, hashed into the tree, written and synced: by the importer's own way into an engine.
Result<Timing> imported(Engine& engine, std::uint64_t cases, std::uint64_t seed, const Stop& stop) {
    const MadeUp made_up{seed};
    const std::vector<Message> events = proposals(made_up);
    EngineTarget target(engine);
    Timing timing;
    const auto start = Clock::now();
    for (std::uint64_t done = 0; done < cases && !stop(); done += cases_per_append) {
        FORLOEB_TRY(ImportAppend append,
                    next_append(made_up, events, done / cases_per_append, std::min(cases_per_append, cases - done)));
        FORLOEB_CHECK(target.append(std::move(append)));
    }
    FORLOEB_CHECK(target.drain());
    timing.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    timing.operations = target.stored_events();
    return timing;
}

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
    FORLOEB_TRY(Timing timing, imported(*engine, cases, bench.next_seed(), bench.stop()));
    FORLOEB_CHECK(proof_figures(bench, *engine, timing));
    bench.add({"bulk", "import into an engine in this process, 64 cases of 12 events an append, synced; checked, sealed, hashed into the tree",
               1, std::move(timing), "raw_batch.values_1024.indexed", 0});
    bench.add(Goal{"bulk append: events, times raw synced batches of 1,024 values and index entries",
                   bench.rate_ratio("bulk", "raw_batch.values_1024.indexed"), 1.0, true});
    return {};
}

}  // namespace forloeb::bench
