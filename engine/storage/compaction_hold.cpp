#include "engine/storage/compaction_hold.hpp"

#include <rocksdb/db.h>
#include <spdlog/spdlog.h>

#include "engine/storage/store_limits.hpp"

namespace forloeb {

void CompactionHold::begin(const std::string& table, Error reason) {
    {
        const std::lock_guard lock(mutex_);
        if (!met_.insert(table).second) return;
        if (!reason_) reason_ = reason;
    }
    spdlog::error("compactions of the table {} are held off until the directory is restored: {}", table, reason.message);
    wake_.notify_one();
}

void CompactionHold::serve(rocksdb::DB& db, const std::vector<rocksdb::ColumnFamilyHandle*>& tables) {
    db_ = &db;
    tables_ = &tables;
    thread_ = std::thread([this] { run(); });
}

void CompactionHold::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void CompactionHold::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || held_.size() < met_.size(); });
        if (stopping_) return;
        const std::set<std::string> met = met_;
        lock.unlock();
        // A failure would leave RocksDB trying again each second, which is no worse than before.
        for (rocksdb::ColumnFamilyHandle* table : *tables_)
            if (met.contains(table->GetName())) db_->SetOptions(table, {{"disable_auto_compactions", "true"}}).PermitUncheckedError();
        lock.lock();
        held_ = met;
    }
}

std::optional<Error> CompactionHold::reason() const {
    const std::lock_guard lock(mutex_);
    return held_.empty() ? std::nullopt : reason_;
}

Status CompactionHold::check_takes_rows() const {
    const std::lock_guard lock(mutex_);
    if (held_.empty()) return {};
    for (rocksdb::ColumnFamilyHandle* table : *tables_) {
        std::string waiting;
        if (!held_.contains(table->GetName()) || !db_->GetProperty(table, "rocksdb.num-files-at-level0", &waiting)) continue;
        if (std::stoi(waiting) >= StoreLimits::unsorted_files_max)
            return fail(ErrorKind::storage_full, "No more can be appended: " + waiting + " files of the table " + table->GetName() +
                                                     " wait for a compaction that met damage. Reading goes on. Restore from a backup; " + reason_->message);
    }
    return {};
}

}  // namespace forloeb
