#include "tests/faults/disk_full_run.hpp"

#include <thread>

#include "tests/faults/machine.hpp"

namespace forloeb::faults {
namespace {

constexpr std::uint64_t space_floor = space_floor_min;     // memtables of 256 KiB: little load makes many tables
constexpr std::size_t text_bytes = 60'000;
constexpr std::size_t appends_before = 12, appends_while = 60, appends_after = 5;  // of each writer
constexpr std::uint64_t unlimited = ~std::uint64_t{0};

class DiskFullRun {
  public:
    explicit DiskFullRun(const DiskFullShape& shape) : shape_(shape), dice_(shape.seed), machine_(dice_.next()) {
        machine_.set_space_floor(space_floor);
        for (std::uint64_t writer = dice_.between(1, 3); writer > 0; --writer)
            writers_.push_back(std::make_unique<Writer>(writer, WorkloadShape{.run = shape.seed % 0x100000, .text_bytes_max = text_bytes},
                                                        dice_.fork(), together_));
    }

    DiskFullReport run() {
        auto engine = machine_.open();
        if (!engine) return violated("start", engine.error().message), std::move(report_);
        load(**engine, appends_before);
        if (shape_.filled == Filled::at_start) {
            engine->reset();
            machine_.disk().cut_now();  // as after a crash: the write-ahead log has to be recovered
            static_cast<void>(machine_.disk().power_on());
            fill_soon();
            if (auto opened = machine_.open()) load(**opened, 1);
        } else {
            shape_.filled == Filled::by_us ? shrink() : fill_soon();
            load(**engine, appends_while);
            if (machine_.storage_failures() == 0) go_on_without_restart(**engine);
            engine->reset();
        }
        start_while_full();
        machine_.disk().set_capacity(unlimited);
        settle();
        count();
        return std::move(report_);
    }

  private:
    void shrink() { machine_.disk().set_capacity(machine_.disk().used() + space_floor + dice_.below(4u << 20)); }
    void fill_soon() {
        const std::uint64_t later = shape_.filled == Filled::at_start ? 1 : dice_.between(1, shape_.kind == "write-ahead log" ? 40 : 4);
        // A start and a MANIFEST write little: leave so little that it meets the end.
        const bool little = shape_.filled == Filled::at_start || shape_.kind == "MANIFEST";
        const std::uint64_t left = dice_.below(little ? 16 : text_bytes);
        machine_.disk().fill_at_write(shape_.kind, later, left);
    }

    void load(Engine& engine, std::size_t appends) {
        std::vector<std::thread> threads;
        for (const auto& writer : writers_)
            threads.emplace_back([&writer, &engine, appends] { writer->work(engine, appends); });
        for (std::thread& thread : threads) thread.join();
    }

    // Full, reads are answered all the same; and with room again the same engine takes appends.
    void go_on_without_restart(Engine& engine) {
        check_all(engine);
        machine_.disk().set_capacity(unlimited);
        const std::uint64_t before = stored();
        load(engine, appends_after);
        report_.stored_after += stored() - before;
        report_.resumed_at_once += stored() > before;
        if (machine_.storage_failures() > 0) violated("P8", "a storage failure although there was room again");
    }

    // Still full for somebody else's bytes: opening says so by name, or opens; it neither aborts nor spoils anything.
    void start_while_full() {
        if (shape_.filled == Filled::by_us) return;
        machine_.disk().set_capacity(machine_.disk().used());
        const auto engine = machine_.open();
        if (engine) return violated("P8", "opened on a full disk");
        report_.starts_refused += engine.error().kind == ErrorKind::storage_full;
        if (engine.error().kind != ErrorKind::storage_full) violated("P8", "a start on a full disk says: " + engine.error().message);
    }

    void settle() {
        const auto engine = machine_.open();
        if (!engine) return violated("start", "refused to open with room again: " + engine.error().message);
        check_all(**engine);
        for (const auto& writer : writers_) writer->retry(**engine, true);
        const std::uint64_t before = stored();
        load(**engine, appends_after);
        report_.stored_after += stored() - before;
        check_all(**engine);
    }

    void check_all(const Engine& engine) {
        const auto image = read_image(engine);
        if (!image) return violated("read", image.error().message);
        Ledger ledger;
        for (const auto& writer : writers_)
            for (const Entry& entry : writer->ledger()) ledger.emplace_back(entry);
        for (Violation& violation : check(*image, ledger)) report_.violations.push_back(std::move(violation));
    }

    [[nodiscard]] std::uint64_t stored() const {
        std::uint64_t stored = 0;
        for (const auto& writer : writers_)
            for (const Entry& entry : writer->ledger()) stored += entry.stored() != nullptr;
        return stored;
    }

    void count() {
        report_.acknowledged = stored();
        for (const auto& writer : writers_)
            for (const Entry& entry : writer->ledger())
                for (const Attempt& attempt : entry.attempts) {
                    if (attempt.outcome) continue;
                    report_.answered_full += attempt.outcome.error().kind == ErrorKind::storage_full;
                    report_.unknown += attempt.outcome.error().kind == ErrorKind::unknown;
                }
        report_.failures_told = machine_.storage_failures();
        report_.tables_made = machine_.disk().counts().tables_made;
        for (const auto& [kind, writes] : machine_.disk().counts().met_the_end) report_.met_the_end += writes;
        if (shape_.filled == Filled::by_us && report_.met_the_end > 0) violated("P8", "RocksDB met the end of the disk");
        if (shape_.filled == Filled::by_us && report_.failures_told > 0) violated("P8", "a storage failure although the disk never was full");
    }

    void violated(std::string checker, std::string what) { report_.violations.push_back({std::move(checker), std::move(what)}); }

    DiskFullShape shape_;
    Dice dice_;
    Machine machine_;
    std::atomic<std::uint64_t> tick_{1};
    WrittenTogether together_{tick_};
    std::vector<std::unique_ptr<Writer>> writers_;
    DiskFullReport report_;
};

}  // namespace

void DiskFullReport::add(const DiskFullReport& other) {
    acknowledged += other.acknowledged;
    answered_full += other.answered_full;
    unknown += other.unknown;
    stored_after += other.stored_after;
    resumed_at_once += other.resumed_at_once;
    failures_told += other.failures_told;
    starts_refused += other.starts_refused;
    tables_made += other.tables_made;
    met_the_end += other.met_the_end;
    violations.insert(violations.end(), other.violations.begin(), other.violations.end());
}

std::string DiskFullReport::text() const {
    const auto said = [](std::uint64_t count, const char* what) { return std::to_string(count) + " " + what + ", "; };
    return said(acknowledged, "appends acknowledged") + said(answered_full, "answered storage_full") + said(unknown, "unknown") +
           said(stored_after, "stored when there was room again") + said(resumed_at_once, "runs went on without a restart") +
           said(met_the_end, "writes met the end of the disk") + said(failures_told, "ended the process") +
           said(starts_refused, "starts refused by name") + said(tables_made, "tables written") + std::to_string(violations.size()) + " violations";
}

DiskFullReport run_disk_full(const DiskFullShape& shape) { return DiskFullRun(shape).run(); }

}  // namespace forloeb::faults
