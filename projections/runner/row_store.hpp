// The rows of one generation of one projection on disk: an ordered map of bytes. The only place in projections/ that
// knows RocksDB, and its headers stay in the .cpp.
//
// Promise: a Change is applied whole or not at all, also across a kill: there is no write-ahead log, so a kill loses the
// newest Changes, checkpoint and rows alike, and the runner pulls them again. Damage is an error, never fewer rows.
//
// Threads: one writer; any number of readers. It does not know what keys mean: see rows.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// What is to change, all at once. Later entries win over earlier ones with the same key.
struct RowChange {
    std::vector<std::pair<std::string, std::string>> puts;
    std::vector<std::string> removals;
};

class RowStore {
  public:
    enum class Access : std::uint8_t { write, read_only };

    /// Opens, or with `write` creates, the directory. A read-only store sees what has been flushed.
    [[nodiscard]] static Result<std::unique_ptr<RowStore>> open(const std::filesystem::path& directory, Access access);
    ~RowStore();

    [[nodiscard]] Status apply(const RowChange& change);
    /// Puts everything applied so far on the disk.
    [[nodiscard]] Status flush();

    [[nodiscard]] Result<std::optional<std::string>> get(std::string_view key) const;

    /// A fixed view of the rows: everything read from it is of one moment. Keep it short: it holds back compaction.
    class Snapshot;
    [[nodiscard]] std::unique_ptr<Snapshot> snapshot() const;

    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  private:
    struct Database;
    RowStore(std::filesystem::path directory, std::unique_ptr<Database> database);

    std::filesystem::path directory_;
    std::unique_ptr<Database> database_;
};

class RowStore::Snapshot {
  public:
    explicit Snapshot(const Database& database);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    [[nodiscard]] Result<std::optional<std::string>> get(std::string_view key) const;
    /// Calls `visit(key, value)` in key order for keys that start with `prefix` and come after `after` (empty = from the
    /// first), until it returns false. `visit` must not scan the same snapshot. One thread at a time.
    [[nodiscard]] Status scan(std::string_view prefix, std::string_view after,
                              const std::function<bool(std::string_view, std::string_view)>& visit) const;

  private:
    struct View;
    std::unique_ptr<View> view_;
};

/// SHA-256 over the rows in key order, each as key length (8 bytes, big-endian), key, value length, value; only keys
/// starting with one of `prefixes`. Opens the directory afresh and reads the disk, so that any process gets the same.
[[nodiscard]] Result<std::string> digest_of_rows(const std::filesystem::path& directory,
                                                 const std::vector<std::string>& prefixes);

}  // namespace forloeb
