#include "server/scrub/read_keeper.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace forloeb {

ReadKeeper::~ReadKeeper() { stop(); }

void ReadKeeper::start() {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void ReadKeeper::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void ReadKeeper::run() {
    for (;;) {
        if (const auto report = retain_(); !report)
            spdlog::error("records of reads whose time is up could not be let go; tried again tomorrow: {}", report.error().message);
        else if (!report->over.empty())
            spdlog::info("let go of {} volumes of read records whose time was up; keys of the read log are in epoch {} now", report->over.size(), report->epoch);
        std::unique_lock lock(mutex_);
        if (stopped_.wait_for(lock, std::chrono::hours(24), [this] { return stopping_; })) return;
    }
}

}  // namespace forloeb
