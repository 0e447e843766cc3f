// The folder `quarantine` of a data directory: what the write-ahead logs held before RocksDB opened the store. RocksDB
// rewrites and deletes them on opening, also when it gives up half of them, so they are linked here first (copied where
// the disk cannot link), judged afterwards (head_evidence.hpp), removed after a good start and kept after a refusal.
//
//   quarantine/000012.log ...      write-ahead logs
//   quarantine/MANIFEST-..., CURRENT
//   quarantine/REFUSED             why the start was refused: as long as it is there every start is refused the same way
//
// A start that died between the two leaves the folder without REFUSED: what it holds is judged with the rest next time.
// One thread, before and while the store is opened; the data directory is locked by the caller.
#pragma once

#include <filesystem>

#include "engine/storage/head_evidence.hpp"

namespace rocksdb {
class Env;
}

namespace forloeb {

class Quarantine {
  public:
    /// `disk`: nullptr = the machine's own. The store lies in data/log.
    Quarantine(const std::filesystem::path& data, rocksdb::Env* disk);

    /// `damaged`, in the words of the first refusal, if an earlier start was refused.
    [[nodiscard]] Status check_not_refused() const;
    /// `damaged` if the store has lost the file by which RocksDB knows it: RocksDB would begin a new one and delete the rest.
    [[nodiscard]] Status check_store_is_there() const;
    /// Puts what is there now beside what an earlier start may have left, synced.
    [[nodiscard]] Status fill() const;
    /// Reads the write-ahead logs in it, oldest first.
    [[nodiscard]] Result<std::vector<ScannedLog>> scan() const;
    /// Keeps it, with the reason; returns what the caller is to be told.
    [[nodiscard]] Error refuse(Error reason) const;
    /// The head is proven. What cannot be removed is judged again next time, which does no harm.
    void release() const;

  private:
    [[nodiscard]] Status keep(const std::string& name) const;

    std::filesystem::path data_, folder_;
    rocksdb::Env* disk_;
};

}  // namespace forloeb
