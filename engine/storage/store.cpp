#include "engine/storage/store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/perf_context.h>
#include <rocksdb/sst_file_reader.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "engine/storage/compaction_hold.hpp"
#include "engine/storage/rocksdb_words.hpp"
#include "engine/storage/store_options.hpp"
#include "engine/storage/store_watch.hpp"

namespace forloeb {
namespace {

constexpr std::array<const char*, table_count> table_names = {"default", "log", "streams", "appends", "identifiers"};

constexpr std::size_t bytes_protecting_a_key = 8;  // from put() until it is in the log and in its memtable

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

rocksdb::ReadOptions careful_reads() {
    rocksdb::ReadOptions options;
    // RocksDB 7.8.3 can end a scan early with status OK when a block is unreadable; this option closes that path
    // (fixed upstream in 8.7, pull request 11782). We never delete ranges.
    options.ignore_range_deletions = true;
    options.total_order_seek = true;
    options.verify_checksums = true;
    options.async_io = false;  // memory-unsafe up to 8.11
    return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> all_tables(const StoreLimits& limits) {
    const auto cache = rocksdb::NewLRUCache(96u << 20);
    std::vector<rocksdb::ColumnFamilyDescriptor> tables;
    for (std::size_t i = 0; i < table_count; ++i) tables.emplace_back(table_names[i], table_options(static_cast<Table>(i), limits, cache));
    return tables;
}

/// Empty if the file has no such row, is of another table, or is no file of rows.
std::optional<std::string> row_of_file(const rocksdb::Options& options, const std::string& file, std::string_view key) {
    rocksdb::SstFileReader reader(options);
    if (!reader.Open(file).ok() || reader.GetTableProperties()->column_family_name != table_names[0]) return std::nullopt;
    const std::unique_ptr<rocksdb::Iterator> at(reader.NewIterator(careful_reads()));
    at->Seek(slice(key));
    if (!at->Valid() || at->key() != slice(key)) return std::nullopt;
    return at->value().ToString();
}

// Is what stands under the cursor also found by looking for it? Not in a block that has another one's place. By a cursor that has
// been nowhere yet: one that stands in the block already would look there again without asking the index.
bool is_found_where_it_stands(rocksdb::SstFileReader& reader, const rocksdb::Iterator& at) {
    const std::unique_ptr<rocksdb::Iterator> fresh(reader.NewIterator(careful_reads()));
    fresh->Seek(at.key());
    return fresh->Valid() && fresh->key() == at.key();
}

/// The rows around the place of `key` in one file. A file that compaction took away meanwhile is `not_found`.
Status check_neighbours_in(const rocksdb::Options& options, const std::string& file, std::string_view key) {
    rocksdb::SstFileReader reader(options);
    if (const rocksdb::Status opened = reader.Open(file); !opened.ok()) {
        if (options.env->FileExists(file).IsNotFound()) return fail(ErrorKind::not_found, file);
        return tl::make_unexpected(error_of(opened, "reading"));
    }
    const std::unique_ptr<rocksdb::Iterator> at(reader.NewIterator(careful_reads()));
    at->SeekForPrev(slice(key));
    bool in_place = !at->Valid() || is_found_where_it_stands(reader, *at);
    at->Seek(slice(key));
    in_place = in_place && (!at->Valid() || is_found_where_it_stands(reader, *at));
    if (!at->status().ok()) return tl::make_unexpected(error_of(at->status(), "reading"));
    if (!in_place) return fail(ErrorKind::damaged, file + ": blocks of this file stand in each other's place. Run forloeb verify, and restore from a backup.");
    return {};
}

// That a row is not there, told apart from a row that is not where it should be. A block's checksum does not know the block's
// place (RocksDB knows it from format version 6 on): two of one length that a disk exchanged pass it, and whoever looks for a row
// in one of them finds nothing. The file's filter still knows the row. Asked for only where a filter said "perhaps" and nothing
// was found, which without damage is once in some thousand questions.
Status check_neighbours(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* table, std::string_view key) {
    constexpr int attempts = 3;  // compactions exchange files
    for (int attempt = 0; attempt < attempts; ++attempt) {
        rocksdb::ColumnFamilyMetaData facts;
        db.GetColumnFamilyMetaData(table, &facts);
        bool all_there = true;
        for (const rocksdb::LevelMetaData& level : facts.levels)
            for (const rocksdb::SstFileMetaData& file : level.files) {
                if (key < file.smallestkey || key > file.largestkey) continue;
                const Status checked = check_neighbours_in(db.GetOptions(table), file.directory + "/" + file.relative_filename, key);
                if (!checked && checked.error().kind != ErrorKind::not_found) return checked;
                all_there = all_there && checked.has_value();
            }
        if (all_there) break;
    }
    return {};
}

Error why_not_opened(const rocksdb::Status& status) {
    const std::string words = status.ToString();
    const auto says = [&words](const char* what) { return words.find(what) != std::string::npos; };
    if (status.IsIOError() && (says("LOCK: Resource temporarily unavailable") || says("lock hold by current process")))
        return {ErrorKind::conflict, "Another process has this data directory open. Stop it, or talk to it with --server.", {}, {}};
    return error_of(status, "opening");
}

}  // namespace

struct Store::Parts {
    CompactionHold hold;  // RocksDB's threads tell it until the store is closed
    std::unique_ptr<rocksdb::DB> db;
    std::vector<rocksdb::ColumnFamilyHandle*> tables;

    ~Parts() {
        hold.stop();
        for (rocksdb::ColumnFamilyHandle* table : tables) db->DestroyColumnFamilyHandle(table);
        if (db) db->Close().PermitUncheckedError();  // everything acknowledged is synced already
    }
    [[nodiscard]] rocksdb::ColumnFamilyHandle* table(Table name) const { return tables[static_cast<std::size_t>(name)]; }
};

const char* name_of(Table table) { return table == Table::meta ? "meta" : table_names[static_cast<std::size_t>(table)]; }

Batch::Batch(const Store& store) : store_(store), batch_(std::make_unique<rocksdb::WriteBatch>(0, 0, bytes_protecting_a_key, 0)) {}
Batch::~Batch() = default;
void Batch::put(Table table, std::string_view key, std::string_view value) {
    // Put into memory fails only on a batch with a size limit, and ours has none.
    batch_->Put(store_.parts_->table(table), slice(key), slice(value)).PermitUncheckedError();
}
void Batch::remove(Table table, std::string_view key) { batch_->Delete(store_.parts_->table(table), slice(key)).PermitUncheckedError(); }
std::size_t Batch::bytes() const { return batch_->GetDataSize(); }

Cursor::Cursor(std::unique_ptr<rocksdb::Iterator> iterator) : iterator_(std::move(iterator)) {}
Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
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

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& directory, rocksdb::Env* disk, bool create, StoreCare care) {
    const StoreLimits limits = StoreLimits::within(std::max(care.space_floor, space_floor_min));
    rocksdb::Options options = database_options(limits, disk, create);
    auto parts = std::make_unique<Parts>();
    if (care.on_failure)
        options.listeners.push_back(std::make_shared<StoreWatch>(
            std::move(care.on_failure), [&hold = parts->hold](const std::string& table, const Error& reason) { hold.begin(table, reason); }));
    rocksdb::DB* db = nullptr;
    if (const rocksdb::Status status = rocksdb::DB::Open(options, directory.string(), all_tables(limits), &parts->tables, &db); !status.ok())
        return tl::make_unexpected(why_not_opened(status));
    parts->db.reset(db);
    parts->hold.serve(*db, parts->tables);
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

Result<std::unique_ptr<Store>> Store::look(const std::filesystem::path& directory, const std::filesystem::path& view, rocksdb::Env* disk) {
    const StoreLimits limits = StoreLimits::within(space_floor_min);
    rocksdb::Options options = database_options(limits, disk, false);
    options.wal_dir = directory.string();
    options.db_paths = {{directory.string(), std::numeric_limits<std::uint64_t>::max()}};
    auto parts = std::make_unique<Parts>();
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(options, view.string(), all_tables(limits), &parts->tables, &db);
    if (status.IsInvalidArgument()) return fail(ErrorKind::not_found, "Its tables were not all made: " + status.ToString() + ".");
    if (!status.ok()) return tl::make_unexpected(why_not_opened(status));
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

Status Store::forget_replaced(Table table, std::string_view first_key, std::string_view last_key) {
    // All tables, since a write-ahead log is kept as long as one of them needs it.
    if (const rocksdb::Status status = parts_->db->Flush({}, parts_->tables); !status.ok()) return tl::make_unexpected(error_of(status, "flushing"));
    rocksdb::CompactRangeOptions options;
    options.exclusive_manual_compaction = false;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    const rocksdb::Slice first = slice(first_key), last = slice(last_key);
    if (const rocksdb::Status status = parts_->db->CompactRange(options, parts_->table(table), &first, &last); !status.ok())
        return tl::make_unexpected(error_of(status, "compacting"));
    return {};
}

Result<std::optional<std::string>> Store::get(Table table, std::string_view key) const {
    std::string value;
    const std::uint64_t perhaps = rocksdb::get_perf_context()->bloom_sst_hit_count;  // this thread's own
    const rocksdb::Status status = parts_->db->Get(careful_reads(), parts_->table(table), slice(key), &value);
    if (status.IsNotFound()) {
        if (rocksdb::get_perf_context()->bloom_sst_hit_count != perhaps) FORLOEB_CHECK(check_absent(table, key));
        return std::optional<std::string>();
    }
    if (!status.ok()) return tl::make_unexpected(error_of(status, "reading"));
    return std::optional<std::string>(std::move(value));
}

Status Store::check_absent(Table table, std::string_view key) const { return check_neighbours(*parts_->db, parts_->table(table), key); }

Cursor Store::cursor_within_stream() const {
    rocksdb::ReadOptions options = careful_reads();
    options.total_order_seek = false;
    options.prefix_same_as_start = true;
    return Cursor(std::unique_ptr<rocksdb::Iterator>(parts_->db->NewIterator(options, parts_->table(Table::streams))));
}

Cursor Store::cursor(Table table) const {
    return Cursor(std::unique_ptr<rocksdb::Iterator>(parts_->db->NewIterator(careful_reads(), parts_->table(table))));
}

Result<std::vector<StoredFile>> Store::files() const {
    FORLOEB_TRY(std::vector<StoredFile> files, list_files(*parts_->db));
    for (StoredFile& file : files)
        if (file.table == table_names[0]) file.table = name_of(Table::meta);
    return files;
}

Status Store::check_file(const StoredFile& file, const std::function<bool(std::size_t)>& read) const {
    Status status = forloeb::check_file(*parts_->db->GetEnv(), file, read);
    if (status || status.error().kind != ErrorKind::not_found) return status;
    // Compaction may have taken it away since it was listed.
    FORLOEB_TRY(const std::vector<StoredFile> now, files());
    const bool still_there = std::ranges::any_of(now, [&file](const StoredFile& one) { return one.path == file.path; });
    if (still_there) return fail(ErrorKind::damaged, status.error().message);
    return {};
}

std::optional<Error> Store::compaction_held() const { return parts_->hold.reason(); }

Status Store::check_takes_rows() const { return parts_->hold.check_takes_rows(); }

Result<std::vector<StrayRow>> Store::stray_rows(const std::filesystem::path& directory, std::string_view key) const {
    std::vector<rocksdb::LiveFileMetaData> named;
    parts_->db->GetLiveFilesMetaData(&named);
    std::set<std::string> names;
    for (const rocksdb::LiveFileMetaData& file : named) names.insert(file.relative_filename);
    std::vector<std::string> there;
    if (const rocksdb::Status listed = parts_->db->GetEnv()->GetChildren(directory.string(), &there); !listed.ok())
        return tl::make_unexpected(error_of(listed, "listing its files"));
    std::vector<StrayRow> rows;
    for (const std::string& name : there) {
        if (!name.ends_with(".sst") || names.contains(name)) continue;
        if (auto value = row_of_file(parts_->db->GetOptions(), (directory / name).string(), key)) rows.push_back({name, std::move(*value)});
    }
    return rows;
}

}  // namespace forloeb
