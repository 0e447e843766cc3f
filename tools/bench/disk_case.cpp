#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/utilities/options_util.h>

#include <filesystem>
#include <map>

#include "tools/bench/bench.hpp"

namespace forloeb::bench {
namespace {

Result<std::uint64_t> payload_bytes(const Engine& engine) {
    std::uint64_t bytes = 0;
    for (Position from{0};;) {
        FORLOEB_TRY(const auto page, engine.read_log(from, {}));
        for (const EventView& event : page.events) bytes += event.bytes().size();
        if (page.at_end || page.events.empty()) return bytes;
        from = page.events.back().leaf().position.next();
    }
}

std::uint64_t folder_bytes(const std::filesystem::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file(error)) bytes += entry.file_size(error);
    return bytes;
}

/// Opened as it was left, flushed and compacted.
class ClosedStore {
  public:
    ~ClosedStore() {
        for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    }
    rocksdb::Status compact(const std::filesystem::path& folder) {
        rocksdb::DBOptions options;
        std::vector<rocksdb::ColumnFamilyDescriptor> tables;
        rocksdb::DB* db = nullptr;
        rocksdb::Status status = rocksdb::LoadLatestOptions({}, folder.string(), &options, &tables);
        if (status.ok()) status = rocksdb::DB::Open(options, folder.string(), tables, &handles_, &db);
        db_.reset(db);
        for (rocksdb::ColumnFamilyHandle* handle : handles_) {
            if (status.ok()) status = db_->Flush({}, handle);
            if (status.ok()) status = db_->CompactRange({}, handle, nullptr, nullptr);
        }
        return status;
    }
    [[nodiscard]] std::map<std::string, std::uint64_t> table_bytes() const {
        std::vector<rocksdb::LiveFileMetaData> files;
        db_->GetLiveFilesMetaData(&files);
        std::map<std::string, std::uint64_t> bytes;
        for (const auto& file : files) bytes[file.column_family_name] += file.size;
        return bytes;
    }

  private:
    std::unique_ptr<rocksdb::DB> db_;
    std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

/// What each table of the log takes once its write-ahead log is folded into it and it is compacted.
Result<std::map<std::string, std::uint64_t>> at_rest(const std::filesystem::path& folder) {
    ClosedStore store;
    if (const rocksdb::Status status = store.compact(folder); !status.ok())
        return fail(ErrorKind::storage, "The benchmark's store cannot be compacted: " + status.ToString());
    return store.table_bytes();
}

}  // namespace

// What a byte of canonical payload takes on the disk when the store is at rest: leaf records, the log, the copy by case,
// the index of append ids, projections and keys.
Status disk_case(Bench& bench) {
    bench.tell("disk");
    FORLOEB_TRY(const std::uint64_t payload, payload_bytes(bench.server().engine()));
    const std::filesystem::path data = bench.server().engine().options().data;
    const std::filesystem::path keys = bench.server().engine().options().keys;
    bench.close();
    FORLOEB_TRY(const auto tables, at_rest(data / "log"));
    double log = 0;
    double copy = 0;
    for (const auto& [table, bytes] : tables) (table == "streams" ? copy : log) += static_cast<double>(bytes);
    const double beside = static_cast<double>(folder_bytes(data / "derived") + folder_bytes(keys));
    const auto events = static_cast<double>(bench.events());
    bench.add(Quantity{"disk.canonical_payload", static_cast<double>(payload) / events, "bytes/event"});
    bench.add(Quantity{"disk.log_and_indexes", log / events, "bytes/event"});
    bench.add(Quantity{"disk.copy_by_case", copy / events, "bytes/event"});
    bench.add(Quantity{"disk.projections_and_keys", beside / events, "bytes/event"});
    bench.add(Goal{"bytes on disk, times canonical payload", (log + copy + beside) / static_cast<double>(payload), 2.5, false});
    bench.add(Goal{"bytes on disk without the copy by case, times canonical payload", (log + beside) / static_cast<double>(payload), 1.6, false});
    return {};
}

}  // namespace forloeb::bench
