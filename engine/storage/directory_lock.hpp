// One process at a time per data directory, from before anything in it is touched until the last file is closed: the
// proof of the head moves files about before RocksDB takes its own lock. The lock is the operating system's, on the file
// LOCK; a dead process holds none.
#pragma once

#include <filesystem>
#include <memory>

#include "events/vocabulary/result.hpp"

namespace rocksdb {
class Env;
class FileLock;
}  // namespace rocksdb

namespace forloeb {

class DirectoryLock {
  public:
    /// `conflict` if another engine holds it. `disk`: nullptr = the machine's own.
    [[nodiscard]] static Result<std::unique_ptr<DirectoryLock>> take(const std::filesystem::path& data, rocksdb::Env* disk);
    ~DirectoryLock();
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;

  private:
    DirectoryLock(rocksdb::Env& disk, rocksdb::FileLock* lock) : disk_(disk), lock_(lock) {}
    rocksdb::Env& disk_;
    rocksdb::FileLock* lock_;
};

}  // namespace forloeb
