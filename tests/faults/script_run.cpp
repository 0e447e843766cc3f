#include "tests/faults/script_run.hpp"

#include "tests/faults/machine.hpp"

namespace forloeb::faults {
namespace {

class ScriptRun {
  public:
    ScriptRun(const Script& script, const ScriptFault& fault)
        : script_(script), fault_(fault), machine_(fault.seed), failing_(machine_.disk().env()) {}

    ScriptReport run() {
        SimulatedDisk& disk = machine_.disk();
        if (fault_.cut_at != 0) disk.cut_after(fault_.cut_at);
        if (fault_.call) failing_.fail(*fault_.call);
        live();
        report_.operations = disk.counts().operations;
        report_.calls_failed = fault_.call ? failing_.failed() : 0;
        failing_.heal();
        check_failure_was_told();
        if (fault_.cut_at != 0 || fault_.cut_after_call) lose_power(report_.cut_struck);
        if (fault_.cut_recovery_at != 0) live_and_lose_power_again();
        const std::uint64_t before = disk.counts().operations;
        recover(true, before);
        if (report_.violations.empty()) recover(false, before);
        count_answers();
        report_.story += script_.name;
        return std::move(report_);
    }

  private:
    Result<std::unique_ptr<Engine>> open() { return machine_.open(true, failing_.env()); }

    // From a start to the end of the script, or to where the engine takes no more.
    void live() {
        const std::uint64_t failures_before = machine_.storage_failures();
        auto engine = open();
        while (engine && next_ < script_.steps.size() && !is_over(failures_before)) {
            if (script_.steps[next_].kind != ScriptStep::Kind::reopen) {
                perform(**engine, script_.steps[next_]);
                if (is_over(failures_before)) break;
            }
            if (script_.steps[next_++].kind != ScriptStep::Kind::reopen) continue;
            published_ = (*engine)->head();
            engine->reset();
            if (!machine_.disk().is_off()) engine = open();
        }
        if (engine && *engine) published_ = (*engine)->head();
        if (engine) return;
        const bool excused = machine_.disk().is_off() || failing_.failed() > 0;
        if (!excused) violated("start", "refused to open: " + engine.error().message);
        if (engine.error().message.empty()) violated("P9", "refused to open without a reason");
    }
    [[nodiscard]] bool is_over(std::uint64_t failures_before) {
        return machine_.disk().is_off() || machine_.storage_failures() > failures_before;
    }

    void perform(Engine& engine, const ScriptStep& step) {
        if (step.kind == ScriptStep::Kind::append) ledger_.push_back({step.plan});
        send(engine, ledger_.back(), tick_);
        const AppendOutcome& answer = ledger_.back().attempts.back().outcome;
        if (answer && step.is_refused) violated("C6", "an append that must be refused was stored");
    }

    // One failure is told once per life, before anybody hears `unknown`'s silence for good; and nothing is stored after it.
    void check_failure_was_told() {
        bool unknown = false;
        for (const Entry& entry : ledger_)
            for (const Attempt& attempt : entry.attempts) {
                if (attempt.outcome && unknown) violated("P9", "an append was acknowledged after a failure");
                unknown = unknown || (!attempt.outcome && attempt.outcome.error().kind == ErrorKind::unknown);
            }
        const std::uint64_t told = machine_.storage_failures();
        if (told > 1) violated("P9", "one failure was told " + std::to_string(told) + " times");
        if (unknown && told == 0) violated("P9", "an append is unknown and nobody was told why");
    }

    void lose_power(bool& struck) {
        const CutReport cut = machine_.disk().power_on();
        struck = cut.during != "idle";
        report_.lost_something = report_.lost_something || cut.lost_something();
        report_.story += cut.text() + " ";
    }

    void live_and_lose_power_again() {
        machine_.disk().cut_after(fault_.cut_recovery_at);
        {
            const auto engine = open();
            if (engine) check_all(**engine);
        }
        lose_power(report_.recovery_cut_struck);
    }

    void recover(bool first, std::uint64_t operations_before) {
        auto engine = open();
        if (first) report_.recovery_operations = machine_.disk().counts().operations - operations_before;
        if (!engine) return violated("start", "refused to open after the fault: " + engine.error().message);
        check_all(**engine);
        if (!first || !report_.violations.empty()) return;
        for (Entry& entry : ledger_) {
            if (entry.is_to_be_retried()) send(**engine, entry, tick_);
            if (entry.is_to_be_retried()) violated("C7", "an append has no answer although nothing is in its way");
        }
        if (next_ < script_.steps.size() && !ledger_.empty() && was_sent(script_.steps[next_])) ++next_;
        engine->reset();
        live();
    }
    [[nodiscard]] bool was_sent(const ScriptStep& step) const {
        return step.kind == ScriptStep::Kind::append && ledger_.back().plan.append_id == step.plan.append_id;
    }

    void check_all(const Engine& engine) {
        auto image = read_image(engine);
        if (image) {
            std::vector<IdentifierBinding> asked;
            for (const Entry& entry : ledger_)
                asked.insert(asked.end(), entry.plan.bindings.begin(), entry.plan.bindings.end());
            if (const Status read = read_bindings(engine, asked, *image); !read)
                image = tl::make_unexpected(read.error());
        }
        if (!image) {
            if (!machine_.disk().is_off()) violated("read", "cannot be read after the fault: " + image.error().message);
            return;
        }
        const Ledger ledger(ledger_.begin(), ledger_.end());
        for (Violation& violation : check(*image, ledger)) report_.violations.push_back(std::move(violation));
        for (Violation& violation : check_kept(*image, shown_)) report_.violations.push_back(std::move(violation));
        for (Violation& violation : check_published(engine, published_))
            report_.violations.push_back(std::move(violation));
        shown_ = std::move(image->events);
        published_ = image->head;
    }

    void count_answers() {
        for (const Entry& entry : ledger_)
            for (const Attempt& attempt : entry.attempts) {
                report_.stored += attempt.outcome.has_value();
                const bool unknown = !attempt.outcome && attempt.outcome.error().kind == ErrorKind::unknown;
                report_.unknown += unknown;
                report_.refused += !attempt.outcome && !unknown;
            }
    }

    void violated(std::string checker, std::string what) {
        report_.violations.push_back({std::move(checker), std::move(what)});
    }

    const Script& script_;
    ScriptFault fault_;
    Machine machine_;
    FailingCalls failing_;
    std::atomic<std::uint64_t> tick_{1};
    std::size_t next_ = 0;  // step
    std::vector<Entry> ledger_;
    std::vector<LoggedEvent> shown_;
    LogHead published_{};
    ScriptReport report_;
};

}  // namespace

ScriptReport run_script(const Script& script, const ScriptFault& fault) { return ScriptRun(script, fault).run(); }

}  // namespace forloeb::faults
