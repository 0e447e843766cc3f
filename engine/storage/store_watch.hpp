// Listens to what RocksDB does in the background, where no caller would hear of a failure: a failed flush, compaction or
// MANIFEST write, and a compaction that did not write out every row it read and did not replace. Each is told once, as a storage failure;
// RocksDB's own attempts to recover are called off. Called on RocksDB's threads; the listeners given must return quickly.
//
// A compaction that met bytes it could not read is another matter: it wrote nothing, so it is told apart (compaction_hold.hpp)
// and RocksDB is not stopped. For the rest, what a failure means is the engine's to say.
#pragma once

#include <rocksdb/listener.h>

#include <functional>
#include <string>

#include "events/vocabulary/result.hpp"

namespace forloeb {

class StoreWatch final : public rocksdb::EventListener {
  public:
    using OnUnreadable = std::function<void(const std::string& table, const Error&)>;
    StoreWatch(std::function<void(const Error&)> on_failure, OnUnreadable on_unreadable)
        : on_failure_(std::move(on_failure)), on_unreadable_(std::move(on_unreadable)) {}
    const char* Name() const override { return "forloeb.StoreWatch"; }

    void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) override;
    void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason reason, rocksdb::Status status, bool* auto_recovery) override;
    void OnCompactionCompleted(rocksdb::DB* db, const rocksdb::CompactionJobInfo& done) override;

  private:
    std::function<void(const Error&)> on_failure_;
    OnUnreadable on_unreadable_;
};

}  // namespace forloeb
