// Listens to what RocksDB does in the background, where no caller would hear of a failure: a failed flush, compaction or
// MANIFEST write, and a compaction that did not write out every row it read. Each is told once, as a storage failure;
// RocksDB's own attempts to recover are called off. Called on RocksDB's threads; the listener given must return quickly.
//
// It repairs nothing and decides nothing: what a failure means is the engine's to say.
#pragma once

#include <rocksdb/listener.h>

#include <functional>

#include "events/vocabulary/result.hpp"

namespace forloeb {

class StoreWatch final : public rocksdb::EventListener {
  public:
    explicit StoreWatch(std::function<void(const Error&)> on_failure) : on_failure_(std::move(on_failure)) {}
    const char* Name() const override { return "forloeb.StoreWatch"; }

    void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) override;
    void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason reason, rocksdb::Status status, bool* auto_recovery) override;
    void OnCompactionCompleted(rocksdb::DB* db, const rocksdb::CompactionJobInfo& done) override;

  private:
    std::function<void(const Error&)> on_failure_;
};

}  // namespace forloeb
