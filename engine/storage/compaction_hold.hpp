// A compaction that meets bytes it cannot read has written nothing and lost nothing, so it is no reason to end the process:
// whoever asks for what lies there is told `damaged`, everybody else is served. But RocksDB would try again each second and,
// when sixteen files are waiting for their turn, block every write for good. So compactions of that table are held off until
// the store is closed, and appends are refused by name before so many files wait.
//
// The next start tries again, meets the same bytes and holds off again: no loop of crashes, and no way back but a restore.
//
// begin() is called on RocksDB's threads, the rest on any. RocksDB is asked on a thread of this object's own: a write may be
// waiting for the very compaction that has failed.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "events/vocabulary/result.hpp"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
}  // namespace rocksdb

namespace forloeb {

class CompactionHold {
  public:
    CompactionHold() = default;
    ~CompactionHold() { stop(); }
    CompactionHold(const CompactionHold&) = delete;
    CompactionHold& operator=(const CompactionHold&) = delete;

    /// Also before serve(), while RocksDB opens the store.
    void begin(const std::string& table, Error reason);
    /// The store is open: what has begun, and what begins, is carried out. Both arguments stay valid until stop().
    void serve(rocksdb::DB& db, const std::vector<rocksdb::ColumnFamilyHandle*>& tables);
    void stop();

    /// Why compactions are held off, in RocksDB's words with file and bytes; empty if none is, or not yet.
    [[nodiscard]] std::optional<Error> reason() const;
    /// `storage_full` when as many files wait as may.
    [[nodiscard]] Status check_takes_rows() const;

  private:
    void run();

    rocksdb::DB* db_ = nullptr;
    const std::vector<rocksdb::ColumnFamilyHandle*>* tables_ = nullptr;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::set<std::string> met_, held_;  // by name; held_ of met_
    std::optional<Error> reason_;       // the first
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace forloeb
