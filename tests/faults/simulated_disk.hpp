// A disk for RocksDB that can lose its power: files in memory, and beside each what a real disk would still hold if the
// power went now. Handed to the engine as Environment.disk.
//
// The model. Bytes are safe after Sync or Fsync of their file (RangeSync and Flush promise nothing); a creation, rename or
// removal is safe after Fsync of its directory. When the power goes, operations in flight fail, everything afterwards
// fails, and on power_on() the disk comes back with what is safe and, by the dice, some of what is not: of each file a
// prefix of its unsynced bytes, sometimes with a 512-byte sector in it zeroed or scrambled (of what was
// written over in place each sector is the new one, the old one or neither), and of each directory a prefix of its
// unsynced changes (as a journalling file system keeps them). Bytes once synced never change.
//
// Sleeps of RocksDB (one second after each failed flush) are cut to a thousandth; time is otherwise real.
//
// What it does not cover: files the engine writes itself, past RocksDB's Env (FORMAT and the key folder). They lie on the
// machine's own disk, are synced by the engine before anything depends on them, and stay in place across cuts. Nor the
// creation of directories, which counts as safe at once.
//
// Any thread, except power_on(): only when nobody uses the disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "tests/faults/disk_contents.hpp"

namespace rocksdb {
class Env;
}

namespace forloeb::faults {

/// What happened on the disk since it was made. Only for showing that a run did what it was meant to.
struct DiskCounts {
    std::uint64_t operations = 0;  // that change the disk
    std::uint64_t syncs = 0;
    std::uint64_t folder_syncs = 0;
    std::uint64_t tables_made = 0;  // .sst files created: flushes and compactions
    std::map<std::string, std::uint64_t> met_the_end;  // writes that did not fit, by kind of file (fill_at_write)
};

class SimulatedDisk {
  public:
    explicit SimulatedDisk(std::uint64_t seed);
    ~SimulatedDisk();
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;

    [[nodiscard]] rocksdb::Env* env() const;

    /// The power goes in the middle of the `count`-th changing operation from now (1 = the next one).
    void cut_after(std::uint64_t count);
    void cut_now();
    [[nodiscard]] bool is_off() const;
    /// Loses what was not safe and lets the disk be used again. Cuts first if the power is still on.
    CutReport power_on();

    /// From now on the disk holds so many bytes; what is there stays. Without a call it never fills.
    void set_capacity(std::uint64_t bytes);
    /// Just before the `count`-th write from now to a kind of file, somebody else fills the disk but for `left` bytes. Kinds:
    /// "write-ahead log", "table", "MANIFEST", "other".
    void fill_at_write(std::string kind, std::uint64_t count, std::uint64_t left);
    [[nodiscard]] std::uint64_t used() const;

    [[nodiscard]] DiskCounts counts() const;

  private:
    class Files;
    std::shared_ptr<Files> files_;
    std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace forloeb::faults
