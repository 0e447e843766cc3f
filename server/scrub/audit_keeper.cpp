#include "server/scrub/audit_keeper.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace forloeb {

AuditKeeper::~AuditKeeper() { stop(); }

void AuditKeeper::start() {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void AuditKeeper::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    enough_.stop();
    stopped_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void AuditKeeper::run() {
    const AnswerScope scope(&enough_);
    for (bool told = false;;) {
        const Status kept = keep_up_();
        if (!kept && !told && !enough_.stopped()) spdlog::warn("the auditors' index cannot be kept up to date; tried again each second: {}", kept.error().message);
        told = !kept;
        std::unique_lock lock(mutex_);
        if (stopped_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; })) return;
    }
}

}  // namespace forloeb
