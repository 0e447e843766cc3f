#include "tools/import/xes_import.hpp"

#include <algorithm>
#include <chrono>

#include "engine/proof/sha256.hpp"
#include "events/vocabulary/limits.hpp"
#include "tools/import/append_writer.hpp"
#include "tools/import/case_writer.hpp"
#include "tools/import/inspector.hpp"
#include "tools/xes/reader.hpp"

namespace forloeb {
namespace {

constexpr std::size_t window_events = 1000;
constexpr std::size_t window_cases = limits::append_lookups_max;
constexpr std::size_t items_between_calls = 256;  // of progress and stop

/// A case number without keeping it: the first 16 bytes of its SHA-256.
using CaseKey = std::array<Byte, 16>;
struct CaseKeyHash {
    std::size_t operator()(const CaseKey& key) const { return get_big_endian<std::uint64_t>(key.data()); }
};
CaseKey case_key(const std::string& id) {
    const Hash hash = sha256(as_bytes(id));
    CaseKey key;
    std::copy_n(hash.begin(), key.size(), key.begin());
    return key;
}

class Run {
  public:
    Run(xes::Input& input, const Mapping& mapping, ImportTarget& target, const ImportOptions& options,
        ImportReport& report)
        : reader_(input), mapping_(mapping), target_(target), options_(options), report_(report) {}

    void run();

  private:
    Status read();
    Status take(xes::Item item);
    void take_header(const xes::Header& header);
    void take_trace(xes::TraceBegin trace);
    Status take_event(xes::Event event);
    Status take_trace_end(xes::TraceEnd end);
    void take_unplaced(const xes::Unplaced& unplaced);
    Status write_window(bool also_open);
    void drop_open_trace();
    [[nodiscard]] bool asked_to_stop();

    xes::Reader reader_;
    const Mapping& mapping_;
    ImportTarget& target_;
    const ImportOptions& options_;
    ImportReport& report_;
    std::unique_ptr<Translator> translator_;
    std::unique_ptr<Inspector> inspector_;
    std::unique_ptr<CaseWriter> writer_;
    std::vector<std::shared_ptr<CaseInProgress>> window_;
    std::shared_ptr<CaseInProgress> open_;  // of the trace being read; empty for one without a case id
    std::size_t open_from_ = 0;             // its events in open_->events begin here
    bool open_again_ = false;               // a complete trace of the same case is in the window, too
    std::size_t window_events_ = 0;
    std::size_t items_ = 0;
    std::unordered_map<CaseKey, std::uint32_t, CaseKeyHash> seen_;  // how many events of a case went by
};

void Run::run() {
    Status status = read();
    // What is complete before a break may stay: a repeat adds the rest.
    drop_open_trace();
    if (writer_) {
        Status written = write_window(true);
        if (written) written = writer_->flush();
        const Status drained = target_.drain();
        if (written && !drained) written = drained;
        if (!written) status = std::move(written);
    }
    if (!status) report_.error = std::move(status.error());
    report_.lines = reader_.line();
}

Status Run::read() {
    while (!asked_to_stop()) {
        FORLOEB_TRY(auto item, reader_.next());
        if (!item) return {};
        FORLOEB_CHECK(take(std::move(*item)));
    }
    return {};
}

bool Run::asked_to_stop() {
    if (++items_ % items_between_calls != 0) return false;
    if (options_.progress) options_.progress({0, report_.cases, report_.source_events});
    if (options_.stop && options_.stop()) report_.interrupted = true;
    return report_.interrupted;
}

Status Run::take(xes::Item item) {
    if (auto* header = std::get_if<xes::Header>(&item)) take_header(*header);
    if (auto* trace = std::get_if<xes::TraceBegin>(&item)) take_trace(std::move(*trace));
    if (auto* event = std::get_if<xes::Event>(&item)) return take_event(std::move(*event));
    if (auto* end = std::get_if<xes::TraceEnd>(&item)) return take_trace_end(std::move(*end));
    if (auto* unplaced = std::get_if<xes::Unplaced>(&item)) take_unplaced(*unplaced);
    return {};
}

void Run::take_header(const xes::Header& header) {
    translator_ = std::make_unique<Translator>(mapping_, header, report_.batch);
    inspector_ = std::make_unique<Inspector>(mapping_, header, *translator_, report_);
    writer_ = std::make_unique<CaseWriter>(mapping_, *translator_, target_, report_, options_.dry_run);
}

void Run::take_trace(xes::TraceBegin trace) {
    inspector_->trace(trace.attributes);
    const std::string id = translator_->case_id(trace.attributes);
    open_.reset();
    if (id.empty()) {
        report_.left_out.add(trace.line,
                             "a trace without a case id (\"" + mapping_.case_id + "\"): its events have no case");
        return;
    }
    const auto in_window = std::find_if(window_.begin(), window_.end(), [&](const auto& one) { return one->id == id; });
    open_again_ = in_window != window_.end();
    if (open_again_) {
        open_ = *in_window;
        if (digest_input(open_->attributes) != digest_input(trace.attributes))
            report_.left_out.add(trace.line, "the attributes of a second trace of the same case; the first ones stand");
    } else {
        open_ = std::make_shared<CaseInProgress>();
        open_->id = id;
        open_->line = trace.line;
        open_->attributes = std::move(trace.attributes);
        const auto seen = seen_.find(case_key(id));
        open_->seen_before = seen != seen_.end();
        if (open_->seen_before)
            open_->positions = seen->second;
        else
            ++report_.cases;
        window_.push_back(open_);
    }
    open_->complete = false;
    open_from_ = open_->events.size();
}

Status Run::take_event(xes::Event event) {
    ++report_.source_events;
    if (!open_) {
        report_.rejected.add(event.line, "its trace has no case id (\"" + mapping_.case_id + "\")");
        return {};
    }
    if (++open_->positions > limits::import_case_events_max)
        return fail(ErrorKind::invalid, "Line " + std::to_string(event.line) + ": a case of more than " +
                                            std::to_string(limits::import_case_events_max) +
                                            " events. Is the mapping's case id the right attribute?");
    SourceEvent source;
    source.line = event.line;
    source.position = open_->positions;
    source.attributes = std::move(event.attributes);
    if (!inspector_->event(open_->inspected, source)) return {};
    open_->events.push_back(std::move(source));
    if (++window_events_ < window_events) return {};
    // Only a trace that fills the window alone is written before its end is seen.
    return write_window(open_->events.size() >= window_events);
}

Status Run::take_trace_end(xes::TraceEnd end) {
    if (!open_) return {};
    for (xes::Attribute& attribute : end.late_attributes) {
        if (open_->started)
            report_.left_out.add(attribute.line,
                                 "a trace attribute after the trace's events were stored: move it before them");
        else
            open_->attributes.push_back(std::move(attribute));
    }
    open_->complete = true;
    seen_[case_key(open_->id)] = open_->positions;
    open_.reset();
    return window_.size() >= window_cases || window_events_ >= window_events ? write_window(false) : Status{};
}

void Run::take_unplaced(const xes::Unplaced& unplaced) {
    const std::string reason(xes::describe(unplaced.what));
    if (unplaced.what == xes::Unplaced::What::event_outside_trace) {
        ++report_.source_events;
        report_.rejected.add(unplaced.line, reason);
    } else {
        report_.left_out.add(unplaced.line, reason);
    }
}

/// Writes the cases whose traces are complete, and the open one if it is to be.
Status Run::write_window(bool also_open) {
    std::vector<std::shared_ptr<CaseInProgress>> ready;
    std::vector<std::shared_ptr<CaseInProgress>> kept;
    for (auto& one : window_) {
        const bool is_open = one == open_;
        if (!is_open || also_open) ready.push_back(one);
        if (is_open) kept.push_back(one);
    }
    window_ = std::move(kept);
    FORLOEB_CHECK(writer_->write(ready));
    if (also_open) {
        open_from_ = 0;
        open_again_ = false;
    }
    window_events_ = open_ ? open_->events.size() : 0;
    return {};
}

/// The trace that was being read when the log broke off: what was not written of it is forgotten.
void Run::drop_open_trace() {
    if (!open_) return;
    open_->events.resize(open_from_);
    open_->complete = open_again_;
    if (!open_->started && !open_again_)
        window_.erase(std::remove(window_.begin(), window_.end(), open_), window_.end());
    open_.reset();
}

ImportReport begin_report(const Mapping& mapping, ImportTarget& target, const ImportOptions& options) {
    ImportReport report;
    report.source = mapping.source;
    report.batch = target.new_id();
    report.dry_run = options.dry_run;
    return report;
}

}  // namespace

ImportReport import_xes(xes::Input& input, const Mapping& mapping, ImportTarget& target, const ImportOptions& options) {
    ImportReport report = begin_report(mapping, target, options);
    const auto begin = std::chrono::steady_clock::now();
    const std::uint64_t stored_before = target.stored_events();
    Run(input, mapping, target, options, report).run();
    report.appended_events = target.stored_events() - stored_before;
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

ImportReport import_xes_file(const std::filesystem::path& file, const Mapping& mapping, ImportTarget& target,
                             const ImportOptions& options) {
    auto input = xes::FileInput::open(file);
    if (!input) {
        ImportReport report = begin_report(mapping, target, options);
        report.error = std::move(input.error());
        return report;
    }
    ImportOptions counted = options;
    if (options.progress)
        counted.progress = [&](ImportProgress progress) {
            progress.bytes = (*input)->bytes();
            options.progress(progress);
        };
    ImportReport report = import_xes(**input, mapping, target, counted);
    if (auto status = (*input)->finish(); !status && !report.error) report.error = std::move(status.error());
    report.bytes = (*input)->bytes();
    report.sha256 = to_hex((*input)->digest());
    return report;
}

}  // namespace forloeb
