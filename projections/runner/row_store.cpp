#include "projections/runner/row_store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/snapshot.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include "engine/proof/sha256.hpp"
#include "engine/storage/rocksdb_words.hpp"
#include "events/vocabulary/bytes.hpp"

namespace forloeb {

struct RowStore::Database {
    std::unique_ptr<rocksdb::DB> db;
};

struct RowStore::Snapshot::View {
    rocksdb::DB* db;
    const rocksdb::Snapshot* snapshot;
    std::unique_ptr<rocksdb::Iterator> row;  // made at the first scan and used again: making one costs more than a seek
};

namespace {

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view text(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

/// Derived state is disposable, so a damaged row costs a rebuild: the message says how.
tl::unexpected<Error> failure(const rocksdb::Status& status, const std::filesystem::path& directory) {
    const bool damaged = status.IsCorruption();
    return fail(damaged ? ErrorKind::damaged : ErrorKind::storage,
                "The rows in " + directory.filename().string() + " of projection " +
                    directory.parent_path().filename().string() + " cannot be read or written (" + status.ToString() +
                    "). Rebuild it with: forloeb projection rebuild " + directory.parent_path().filename().string());
}

rocksdb::Options options_for_rows() {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.info_log = words_of_rocksdb();  // no log file of its own: on a full disk it would abort the process
    options.info_log_level = rocksdb::WARN_LEVEL;
    options.max_open_files = 64;
    options.max_background_jobs = 2;
    options.write_buffer_size = 16 * 1024 * 1024;
    options.manifest_preallocation_size = 64 * 1024;  // as in the log's store
    options.paranoid_checks = true;
    options.paranoid_file_checks = true;
    options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    rocksdb::BlockBasedTableOptions table;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
    // A cache of its own: keys of cached blocks survive reopening, and would hide damage on disk from a fresh reader.
    table.block_cache = rocksdb::NewLRUCache(8 * 1024 * 1024);
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    return options;
}

rocksdb::ReadOptions careful_reads(const rocksdb::Snapshot* snapshot) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    // RocksDB 7.8.3 can end a scan early with status OK at an unreadable block unless this is set.
    options.ignore_range_deletions = true;
    options.verify_checksums = true;
    return options;
}

/// Adds one piece with its length in front, so that no two lists of pieces have the same bytes.
void add_framed(Sha256& digest, std::string_view piece) {
    std::string length;
    put_big_endian(length, static_cast<std::uint64_t>(piece.size()));
    digest.update(as_bytes(length));
    digest.update(as_bytes(piece));
}

}  // namespace

RowStore::RowStore(std::filesystem::path directory, std::unique_ptr<Database> database)
    : directory_(std::move(directory)), database_(std::move(database)) {}
RowStore::~RowStore() = default;

Result<std::unique_ptr<RowStore>> RowStore::open(const std::filesystem::path& directory, Access access) {
    rocksdb::DB* raw = nullptr;
    const rocksdb::Status status = access == Access::write
                                       ? rocksdb::DB::Open(options_for_rows(), directory.string(), &raw)
                                       : rocksdb::DB::OpenForReadOnly(options_for_rows(), directory.string(), &raw);
    if (!status.ok()) return failure(status, directory);
    auto database = std::make_unique<Database>();
    database->db.reset(raw);
    return std::unique_ptr<RowStore>(new RowStore(directory, std::move(database)));
}

Status RowStore::apply(const RowChange& change) {
    rocksdb::WriteBatch batch;
    for (const std::string& key : change.removals) batch.Delete(key);
    for (const auto& [key, value] : change.puts) batch.Put(key, value);
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    const rocksdb::Status status = database_->db->Write(options, &batch);
    if (!status.ok()) return failure(status, directory_);
    return {};
}

Status RowStore::flush() {
    const rocksdb::Status status = database_->db->Flush(rocksdb::FlushOptions());
    if (!status.ok()) return failure(status, directory_);
    return {};
}

Result<std::optional<std::string>> RowStore::get(std::string_view key) const {
    std::string value;
    const rocksdb::Status status = database_->db->Get(careful_reads(nullptr), slice(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return failure(status, directory_);
    return value;
}

std::unique_ptr<RowStore::Snapshot> RowStore::snapshot() const { return std::make_unique<Snapshot>(*database_); }

RowStore::Snapshot::Snapshot(const Database& database)
    : view_(std::make_unique<View>(View{database.db.get(), database.db->GetSnapshot(), nullptr})) {}

RowStore::Snapshot::~Snapshot() {
    view_->row.reset();
    view_->db->ReleaseSnapshot(view_->snapshot);
}

Result<std::optional<std::string>> RowStore::Snapshot::get(std::string_view key) const {
    std::string value;
    const rocksdb::Status status = view_->db->Get(careful_reads(view_->snapshot), slice(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return failure(status, view_->db->GetName());
    return value;
}

Status RowStore::Snapshot::scan(std::string_view prefix, std::string_view after,
                                const std::function<bool(std::string_view, std::string_view)>& visit) const {
    auto& row = view_->row;
    if (!row) row.reset(view_->db->NewIterator(careful_reads(view_->snapshot)));
    row->Seek(slice(after > prefix ? after : prefix));
    if (row->Valid() && !after.empty() && text(row->key()) == after) row->Next();
    for (; row->Valid() && row->key().starts_with(slice(prefix)); row->Next())
        if (!visit(text(row->key()), text(row->value()))) break;
    if (!row->status().ok()) return failure(row->status(), view_->db->GetName());
    return {};
}

Result<std::string> digest_of_rows(const std::filesystem::path& directory, const std::vector<std::string>& prefixes) {
    FORLOEB_TRY(const auto store, RowStore::open(directory, RowStore::Access::read_only));
    const auto rows = store->snapshot();
    Sha256 digest;
    for (const std::string& prefix : prefixes) {
        FORLOEB_CHECK(rows->scan(prefix, {}, [&](std::string_view key, std::string_view value) {
            add_framed(digest, key);
            add_framed(digest, value);
            return true;
        }));
    }
    return to_hex(digest.finish());
}

}  // namespace forloeb
