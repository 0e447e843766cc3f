// Keeps RocksDB away from a full disk: the free bytes are compared with the space floor before the store is opened and
// before each group is written. Below it the answer is `storage_full`, with both numbers; nothing was written.
//
// A server also keeps a ballast: a file as large as the floor that serves nothing but to be given up, so that a directory
// whose disk was filled by somebody else can still be opened and read. It is laid down again when there is room for it.
//
// before_opening and before_writing: one thread at a time. free_bytes: any thread. Free space is the disk's to say
// (Environment.disk), so that tests own it; one question costs about a microsecond and nothing is remembered.
#pragma once

#include <cstdint>
#include <filesystem>

#include "events/vocabulary/result.hpp"

namespace rocksdb {
class Env;
}

namespace forloeb {

class FreeSpace {
  public:
    /// `directory` holds the log and must exist. `disk`: nullptr = the machine's own.
    FreeSpace(std::filesystem::path directory, rocksdb::Env* disk, std::uint64_t floor, bool keep_ballast);

    /// Opening rewrites the live write-ahead log as tables, and compactions may follow: at most half the floor, less for a
    /// small directory. Gives up the ballast if that is what it takes.
    [[nodiscard]] Status before_opening();
    /// The directory is ours: lays down the ballast if there is room.
    void after_opening();
    /// A group of `bytes` of events on top of the floor. An error other than `storage_full`: the disk does not answer.
    [[nodiscard]] Status before_writing(std::uint64_t bytes);

    [[nodiscard]] Result<std::uint64_t> free_bytes() const;
    [[nodiscard]] std::uint64_t floor() const { return floor_; }

  private:
    void lay_down_ballast(std::uint64_t free);
    [[nodiscard]] std::uint64_t needed_to_open() const;
    [[nodiscard]] std::filesystem::path ballast_file() const;

    std::filesystem::path directory_;
    rocksdb::Env* disk_;
    std::uint64_t floor_;
    bool keep_ballast_;
    bool has_ballast_ = false;
    bool full_ = false;  // said so in the log
};

}  // namespace forloeb
