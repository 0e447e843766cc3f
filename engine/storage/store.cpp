#include "engine/storage/store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <array>

namespace forloeb {
namespace {

constexpr std::array<const char*, table_count> table_names = {"default", "log", "streams", "appends", "identifiers"};

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

Error error_of(const rocksdb::Status& status, std::string_view doing) {
    const bool rot = status.IsCorruption();
    return Error{rot ? ErrorKind::damaged : ErrorKind::storage,
                 "The store failed while " + std::string(doing) + ": " + status.ToString() +
                     (rot ? ". Restore from a backup; do not delete the data directory." : "."),
                 {}, {}};
}

rocksdb::Options options_for(rocksdb::Env* disk, bool create) {
    rocksdb::Options options;
    if (disk != nullptr) options.env = disk;
    options.create_if_missing = create;
    options.create_missing_column_families = create;
    options.paranoid_checks = true;
    options.paranoid_file_checks = true;
    options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    options.recycle_log_file_num = 0;
    options.wal_compression = rocksdb::kNoCompression;
    options.avoid_flush_during_recovery = false;
    options.atomic_flush = false;
    options.max_background_jobs = 2;
    options.max_total_wal_size = 128u << 20;
    options.max_open_files = 512;
    options.keep_log_file_num = 4;
    options.max_log_file_size = 1u << 20;
    options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;  // its default follows our NDEBUG: say it
    return options;
}

rocksdb::ColumnFamilyOptions table_options(Table table, const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::ColumnFamilyOptions options;
    rocksdb::BlockBasedTableOptions blocks;
    blocks.block_cache = cache;
    blocks.format_version = 5;
    blocks.block_size = table == Table::log || table == Table::streams ? 32u << 10 : 4u << 10;
    if (table == Table::appends || table == Table::identifiers) blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
    options.write_buffer_size = table == Table::meta ? 1u << 20 : 16u << 20;
    options.compression = rocksdb::kLZ4Compression;
    options.bottommost_compression = rocksdb::kZSTD;
    return options;
}

}  // namespace

struct Store::Parts {
    std::unique_ptr<rocksdb::DB> db;
    std::vector<rocksdb::ColumnFamilyHandle*> tables;

    ~Parts() {
        for (rocksdb::ColumnFamilyHandle* table : tables) db->DestroyColumnFamilyHandle(table);
        if (db) db->Close().PermitUncheckedError();  // everything acknowledged is synced already
    }
    [[nodiscard]] rocksdb::ColumnFamilyHandle* table(Table name) const { return tables[static_cast<std::size_t>(name)]; }
};

Batch::Batch(const Store& store) : store_(store), batch_(std::make_unique<rocksdb::WriteBatch>()) {}
Batch::~Batch() = default;
void Batch::put(Table table, std::string_view key, std::string_view value) {
    // Put into memory fails only on a batch with a size limit, and ours has none.
    batch_->Put(store_.parts_->table(table), slice(key), slice(value)).PermitUncheckedError();
}
std::size_t Batch::bytes() const { return batch_->GetDataSize(); }

Cursor::Cursor(std::unique_ptr<rocksdb::Iterator> iterator) : iterator_(std::move(iterator)) {}
Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;
void Cursor::seek(std::string_view key) { iterator_->Seek(slice(key)); }
void Cursor::seek_for_previous(std::string_view key) { iterator_->SeekForPrev(slice(key)); }
void Cursor::next() { iterator_->Next(); }
void Cursor::previous() { iterator_->Prev(); }
bool Cursor::valid() const { return iterator_->Valid(); }
std::string_view Cursor::key() const { return {iterator_->key().data(), iterator_->key().size()}; }
std::string_view Cursor::value() const { return {iterator_->value().data(), iterator_->value().size()}; }
Status Cursor::status() const {
    if (const rocksdb::Status status = iterator_->status(); !status.ok()) return tl::make_unexpected(error_of(status, "reading"));
    return {};
}

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& directory, rocksdb::Env* disk, bool create) {
    const auto cache = rocksdb::NewLRUCache(96u << 20);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (std::size_t i = 0; i < table_count; ++i)
        descriptors.emplace_back(table_names[i], table_options(static_cast<Table>(i), cache));
    auto parts = std::make_unique<Parts>();
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(options_for(disk, create), directory.string(), descriptors, &parts->tables, &db);
    if (!status.ok()) {
        if (status.IsIOError() && status.ToString().find("lock") != std::string::npos)
            return fail(ErrorKind::conflict, "Another process has this data directory open. Stop it, or talk to it with --server.");
        return tl::make_unexpected(error_of(status, "opening"));
    }
    parts->db.reset(db);
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

Status Store::write(Batch& batch, bool sync) {
    rocksdb::WriteOptions options;
    options.sync = sync;
    if (const rocksdb::Status status = parts_->db->Write(options, batch.batch_.get()); !status.ok()) {
        Error error = error_of(status, "writing");
        error.kind = ErrorKind::storage;
        return tl::make_unexpected(std::move(error));
    }
    return {};
}

Result<std::optional<std::string>> Store::get(Table table, std::string_view key) const {
    std::string value;
    const rocksdb::Status status = parts_->db->Get(rocksdb::ReadOptions(), parts_->table(table), slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return tl::make_unexpected(error_of(status, "reading"));
    return std::optional<std::string>(std::move(value));
}

Cursor Store::cursor(Table table) const {
    rocksdb::ReadOptions options;
    // RocksDB 7.8.3 can end a scan early with status OK when a block is unreadable; this option closes that path
    // (fixed upstream in 8.7, pull request 11782). We never delete ranges.
    options.ignore_range_deletions = true;
    options.total_order_seek = true;
    return Cursor(std::unique_ptr<rocksdb::Iterator>(parts_->db->NewIterator(options, parts_->table(table))));
}

}  // namespace forloeb
