// The one place in the engine that knows RocksDB: five tables, synced batches, cursors. By rules learnt from faults
// (engine/README.md): every cursor ignores range deletions, point-in-time recovery, no recycled or compressed write-ahead log,
// nothing is retried after a failed sync. Any thread; a Cursor belongs to one thread.
//
// It does not know what the bytes mean: see engine/storage/layout.hpp.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/storage/store_limits.hpp"
#include "engine/storage/stored_files.hpp"
#include "events/vocabulary/result.hpp"

namespace rocksdb {
class Env;
class Iterator;
class WriteBatch;
}  // namespace rocksdb

namespace forloeb {

enum class Table : std::uint8_t { meta, log, streams, appends, identifiers };
inline constexpr std::size_t table_count = 5;

class Store;

/// A row in a file of rows that the store does not name.
struct StrayRow {
    std::string file;
    std::string value;
};

/// The table's name, as findings and RocksDB call it.
[[nodiscard]] const char* name_of(Table table);

/// Writes that become visible and durable together.
class Batch {
  public:
    explicit Batch(const Store& store);
    ~Batch();
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    void put(Table table, std::string_view key, std::string_view value);
    void remove(Table table, std::string_view key);
    [[nodiscard]] std::size_t bytes() const;

  private:
    friend class Store;
    const Store& store_;
    std::unique_ptr<rocksdb::WriteBatch> batch_;
};

/// A position in one table, over a consistent view from its creation. After the loop, ask status(): an unreadable block
/// ends the loop early and must never be taken for the end of the data.
class Cursor {
  public:
    ~Cursor();
    Cursor(Cursor&&) noexcept;
    Cursor& operator=(Cursor&&) noexcept;
    void seek(std::string_view key);            // first key >= key
    void seek_for_previous(std::string_view key);  // last key <= key
    void next();
    void previous();
    [[nodiscard]] bool valid() const;
    [[nodiscard]] std::string_view key() const;
    [[nodiscard]] std::string_view value() const;
    [[nodiscard]] Status status() const;

  private:
    friend class Store;
    explicit Cursor(std::unique_ptr<rocksdb::Iterator> iterator);
    std::unique_ptr<rocksdb::Iterator> iterator_;
};

struct StoreCare {
    std::uint64_t space_floor = space_floor_default;  // memtables, logs and compactions are kept within it
    /// Told of failures that no caller sees: failed background work, a compaction that lost rows. On RocksDB's threads.
    std::function<void(const Error&)> on_failure = {};
};

class Store {
  public:
    /// `conflict` if another process has it open, `damaged`/`storage` with RocksDB's own words otherwise.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& directory, rocksdb::Env* disk, bool create, StoreCare care = {});
    /// What `directory` would be with the CURRENT and MANIFEST in `view` instead of its own, with all that its write-ahead logs
    /// hold: to be read only. Writes and deletes nothing. `not_found` if by that MANIFEST its tables were not all made yet.
    [[nodiscard]] static Result<std::unique_ptr<Store>> look(const std::filesystem::path& directory, const std::filesystem::path& view, rocksdb::Env* disk);
    ~Store();

    /// Writes the batch; with `sync` it returns after the write-ahead log is on the disk. Any error means: the outcome is
    /// unknown, write no more (kind `storage`).
    [[nodiscard]] Status write(Batch& batch, bool sync);
    /// Writes everything in memory to tables, and these rows' tables anew without what was replaced or removed, so that it is in
    /// no file of the store any more; the write-ahead logs that held it are deleted. Takes as long as rewriting those tables.
    [[nodiscard]] Status forget_replaced(Table table, std::string_view first_key, std::string_view last_key);
    /// What is not found in `streams`, `appends` and `identifiers` is proven not to be there: `damaged` where blocks of a file
    /// have changed places.
    [[nodiscard]] Result<std::optional<std::string>> get(Table table, std::string_view key) const;
    /// That no row is hidden at this place by blocks that have changed places. Reads the index of each file concerned.
    [[nodiscard]] Status check_absent(Table table, std::string_view key) const;
    [[nodiscard]] Cursor cursor(Table table) const;
    /// Over the table `streams`, within the one stream that its first seek names: not valid beyond. Learns from a filter
    /// that there is no such stream.
    [[nodiscard]] Cursor cursor_within_stream() const;

    /// Every file the store consists of now; of one that was opened to be looked at, only those that hold rows.
    [[nodiscard]] Result<std::vector<StoredFile>> files() const;
    /// One of them, as check_file of stored_files.hpp; one that compaction took away meanwhile is fine.
    [[nodiscard]] Status check_file(const StoredFile& file, const std::function<bool(std::size_t bytes)>& read) const;
    /// Why compactions of a table are held off: one met bytes that it could not read (compaction_hold.hpp). Empty while all is well.
    [[nodiscard]] std::optional<Error> compaction_held() const;
    /// `storage_full` when so much waits for a held compaction that no more may come.
    [[nodiscard]] Status check_takes_rows() const;

    /// The row with this key of table `meta` in each file of rows in `directory` that the store does not name. A file that is
    /// none, such as one that was being written when power went, has none.
    [[nodiscard]] Result<std::vector<StrayRow>> stray_rows(const std::filesystem::path& directory, std::string_view key) const;

  private:
    friend class Batch;
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
