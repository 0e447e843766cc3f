#include "tests/faults/power_cut_run.hpp"

#include <memory>
#include <thread>

#include "tests/faults/machine.hpp"
#include "tests/faults/projection_check.hpp"

namespace forloeb::faults {
namespace {

// How far ahead the cut is set, in changing operations. Opening takes some dozens of them (each table has its files), an
// append two: one write, one sync.
constexpr std::uint64_t cut_while_starting_max = 60, cut_under_load_max = 120;
constexpr unsigned followed_percent = 15;  // opening all projections takes longer than a life without them
constexpr unsigned starting_percent = 25, idle_percent = 5, large_texts_percent = 10;
constexpr std::size_t appends_per_life = 30, small_text_bytes = 200, large_text_bytes = 60'000;

class PowerCutRun {
  public:
    explicit PowerCutRun(const RunShape& shape) : shape_(shape), dice_(shape.seed), machine_(dice_.next()) {
        report_.seed = shape.seed;
        machine_.set_mark_every(std::chrono::milliseconds(2));
        WorkloadShape workload;
        workload.run = shape.seed % 0x100000;
        workload.text_bytes_max = dice_.chance(large_texts_percent) ? large_text_bytes : small_text_bytes;
        for (std::uint64_t writer = dice_.between(1, shape.writers_max); writer > 0; --writer)
            writers_.push_back(std::make_unique<Writer>(writer, workload, dice_.fork(), together_));
    }

    RunReport run() {
        while (report_.cuts < shape_.cuts && report_.violations.empty()) live_until_cut();
        if (report_.violations.empty()) settle();
        count_answers();
        report_.tables_made = disk_.counts().tables_made;
        report_.rows_compared = derived_.rows_compared();
        return std::move(report_);
    }

  private:
    void live_until_cut() {
        const bool set_before = dice_.chance(starting_percent);
        if (set_before) disk_.cut_after(dice_.between(1, cut_while_starting_max));
        auto engine = machine_.open(shape_.sync);
        if (engine) report_.manifests_shortened += (*engine)->start_report().manifest_bytes_dropped > 0;
        if (engine && recovered_is_right(**engine)) {
            if (!set_before && !dice_.chance(idle_percent)) disk_.cut_after(dice_.between(1, cut_under_load_max));
            const bool followed = dice_.chance(followed_percent);
            // Read errors are no violation here: the cut may fall into the opening of the rows.
            if (followed) static_cast<void>(derived_.follow(**engine));
            load(**engine);
            published_ = (*engine)->head();
            derived_.stop();
            if (followed && dice_.chance(50)) derived_.fall_back();
        } else if (disk_.is_off()) {
            ++report_.cuts_while_starting;
        } else if (!engine) {
            violated("start", "refused to open after a power cut: " + engine.error().message);
        }
        disk_.cut_now();
        if (engine) engine->reset();
        const CutReport cut = disk_.power_on();
        ++report_.cuts;
        report_.cuts_in_flight += cut.during != "idle";
        report_.cuts_that_lost += cut.lost_something();
        report_.sectors_torn += cut.sectors_torn;
        report_.story.push_back(cut.text());
    }

    // Reads everything and checks it; false if something is wrong or the power went meanwhile.
    bool recovered_is_right(const Engine& engine) {
        auto image = read_image(engine);
        if (!image) {
            if (!disk_.is_off()) violated("read", "cannot be read after a power cut: " + image.error().message);
            return false;
        }
        Ledger ledger;
        for (const auto& writer : writers_)
            for (const Entry& entry : writer->ledger()) ledger.emplace_back(entry);
        for (Violation& violation : check(*image, ledger)) report_.violations.push_back(std::move(violation));
        for (Violation& violation : check_kept(*image, shown_)) report_.violations.push_back(std::move(violation));
        for (Violation& violation : check_published(engine, published_))
            report_.violations.push_back(std::move(violation));
        report_.events = image->events.size();
        shown_ = std::move(image->events);
        return report_.violations.empty();
    }

    void load(Engine& engine) {
        std::vector<std::thread> threads;
        for (const auto& writer : writers_)
            threads.emplace_back([&writer, &engine] {
                writer->retry(engine, false);
                writer->work(engine, appends_per_life);
            });
        for (std::thread& thread : threads) thread.join();
    }

    // No more cuts: every unknown append is asked again and must end as stored or refused; then a clean stop and start.
    void settle() {
        for (int start = 0; start < 2 && report_.violations.empty(); ++start) {
            auto engine = machine_.open(shape_.sync);
            if (!engine) return violated("start", "refused to open: " + engine.error().message);
            if (!recovered_is_right(**engine)) return;
            for (const auto& writer : writers_) {
                writer->retry(**engine, true);
                for (const Entry& entry : writer->ledger())
                    if (entry.is_to_be_retried())
                        violated("C7", "append " + entry.plan.append_id.text() +
                                           " has no answer although nothing was in its way");
            }
            if (!recovered_is_right(**engine)) return;
            auto rows = derived_.check(**engine);
            if (!rows) return violated("C9", "the projections cannot be read or rebuilt: " + rows.error().message);
            for (Violation& violation : *rows) report_.violations.push_back(std::move(violation));
            published_ = (*engine)->head();
        }
    }

    void count_answers() {
        for (const auto& writer : writers_)
            for (const Entry& entry : writer->ledger()) {
                const Attempt* stored = entry.stored();
                report_.acknowledged += stored != nullptr;
                report_.refused += stored == nullptr && !entry.is_to_be_retried();
                for (const Attempt& attempt : entry.attempts)
                    report_.unknown += !attempt.outcome && attempt.outcome.error().kind == ErrorKind::unknown;
                report_.unknown_found += stored != nullptr && stored->outcome->repeated;
            }
    }

    void violated(std::string checker, std::string what) {
        report_.violations.push_back({std::move(checker), std::move(what)});
    }

    RunShape shape_;
    Dice dice_;
    Machine machine_;
    SimulatedDisk& disk_ = machine_.disk();
    DerivedRows derived_{machine_.data()};
    std::atomic<std::uint64_t> tick_{1};
    WrittenTogether together_{tick_};
    std::vector<std::unique_ptr<Writer>> writers_;
    std::vector<LoggedEvent> shown_;
    LogHead published_{};
    RunReport report_;
};

}  // namespace

void RunReport::add(const RunReport& other) {
    cuts += other.cuts;
    cuts_while_starting += other.cuts_while_starting;
    cuts_in_flight += other.cuts_in_flight;
    cuts_that_lost += other.cuts_that_lost;
    sectors_torn += other.sectors_torn;
    acknowledged += other.acknowledged;
    refused += other.refused;
    unknown += other.unknown;
    unknown_found += other.unknown_found;
    events += other.events;
    tables_made += other.tables_made;
    rows_compared += other.rows_compared;
    manifests_shortened += other.manifests_shortened;
    violations.insert(violations.end(), other.violations.begin(), other.violations.end());
}

std::string RunReport::text() const {
    const auto said = [](const char* what, std::uint64_t count) { return ", " + std::to_string(count) + " " + what; };
    return std::to_string(cuts) + " power cuts at random" + said("while starting", cuts_while_starting) +
           said("in flight", cuts_in_flight) + said("that lost something", cuts_that_lost) +
           said("sectors torn", sectors_torn) + said("appends acknowledged", acknowledged) + said("refused", refused) +
           said("answers unknown", unknown) + said("of them found by a retry", unknown_found) + said("events", events) +
           said("tables written", tables_made) + said("derived rows equal to a rebuild", rows_compared) +
           said("torn MANIFESTs cut off", manifests_shortened) +
           said("violations", violations.size());
}

RunReport run_power_cuts(const RunShape& shape) { return PowerCutRun(shape).run(); }

}  // namespace forloeb::faults
