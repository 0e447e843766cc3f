#include "server/scrub/scrubber.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace forloeb {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double bytes_per_second_min = 1024.0 * 1024.0;
constexpr auto shortest_pause = std::chrono::milliseconds(20);
constexpr std::size_t findings_logged = 10;  // one by one; verify tells them all

void log_findings(const VerifyReport& report) {
    for (std::size_t i = 0; i < std::min(report.findings.size(), findings_logged); ++i) {
        const Finding& finding = report.findings[i];
        spdlog::error("damaged: file '{}' table '{}' positions [{}, {}): {}", finding.file, finding.table, finding.first.value, finding.end.value, finding.what);
    }
}

}  // namespace

Scrubber::Scrubber(const Engine& engine, std::chrono::seconds period) : engine_(engine), period_(period) {}

Scrubber::~Scrubber() { stop(); }

void Scrubber::start() {
    if (period_.count() > 0 && !thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void Scrubber::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Scrubber::stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

ScrubStatus Scrubber::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

void Scrubber::learn(const VerifyReport& report) {
    log_findings(report);
    const std::lock_guard lock(mutex_);
    if (report.findings_count == 0) return;
    status_.findings = std::max(status_.findings, report.findings_count);
    status_.newest = report.findings.front();
}

void Scrubber::run() {
    for (;;) {
        const auto began = SteadyClock::now();
        const VerifyReport report = engine_.verify(VerifyLevel::full, [this, began](const VerifyProgress& progress) { return keep_pace(progress, began); });
        if (!report.finished) return;
        log_findings(report);
        {
            const std::lock_guard lock(mutex_);  // a finished round and what it found are told together
            ++status_.rounds;
            status_.finished_at = engine_.now();
            status_.reading.clear();
            status_.findings = report.findings_count;
            status_.newest = report.findings_count == 0 ? std::nullopt : std::optional(report.findings.front());
        }
        if (!wait_until(began + period_)) return;
    }
}

bool Scrubber::keep_pace(const VerifyProgress& progress, SteadyClock::time_point began) {
    {
        const std::lock_guard lock(mutex_);
        status_.reading = progress.reading;
        status_.bytes = progress.bytes;
        status_.bytes_of = std::max(progress.bytes_of, progress.bytes);
    }
    // Half of the period for the reading, so that a round that finds more than was foreseen still ends within it.
    const double rate = std::max(bytes_per_second_min, 2.0 * static_cast<double>(progress.bytes_of) / static_cast<double>(period_.count()));
    const auto due = began + std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(static_cast<double>(progress.bytes) / rate));
    return due - SteadyClock::now() > shortest_pause ? wait_until(due) : !stopping();
}

bool Scrubber::wait_until(SteadyClock::time_point due) {
    std::unique_lock lock(mutex_);
    return !stopped_.wait_until(lock, due, [this] { return stopping_; });
}

}  // namespace forloeb
