#include "engine/storage/store_watch.hpp"

#include <optional>

#include "engine/storage/rocksdb_words.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {
namespace {

const char* doing(rocksdb::BackgroundErrorReason reason) {
    switch (reason) {
        case rocksdb::BackgroundErrorReason::kFlush:
        case rocksdb::BackgroundErrorReason::kFlushNoWAL: return "flushing";
        case rocksdb::BackgroundErrorReason::kCompaction: return "compacting";
        case rocksdb::BackgroundErrorReason::kWriteCallback: return "writing";
        case rocksdb::BackgroundErrorReason::kMemTable: return "filling a memtable";
        case rocksdb::BackgroundErrorReason::kManifestWrite:
        case rocksdb::BackgroundErrorReason::kManifestWriteNoWAL: return "writing the MANIFEST";
    }
    return "working in the background";
}

/// By the files' own properties: what the compaction itself counted is what its cursors saw, and a cursor can end early.
std::optional<std::uint64_t> rows_in(const std::vector<std::string>& files, const rocksdb::TablePropertiesCollection& properties) {
    std::uint64_t rows = 0;
    for (const std::string& file : files) {
        const auto found = properties.find(file);
        if (found == properties.end()) return std::nullopt;
        rows += found->second->num_entries;
    }
    return rows;
}

}  // namespace

void StoreWatch::OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) {
    // Told by OnCompactionCompleted, with the table's name. Without this RocksDB would take no more writes.
    if (reason == rocksdb::BackgroundErrorReason::kCompaction && status->IsCorruption()) {
        *status = rocksdb::Status::OK();
        return;
    }
    on_failure_(error_of(*status, doing(reason)));
}

void StoreWatch::OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) { *auto_recovery = false; }

void StoreWatch::OnCompactionCompleted(rocksdb::DB*, const rocksdb::CompactionJobInfo& done) {
    if (done.status.IsCorruption()) return on_unreadable_(done.cf_name, error_of(done.status, "compacting"));
    if (!done.status.ok()) return;  // told as a background error
    // Rows of these two are never deleted; what a purge replaces, and only that, may become fewer.
    if (done.cf_name != name_of(Table::log) && done.cf_name != name_of(Table::streams)) return;
    const auto read = rows_in(done.input_files, done.table_properties);
    const auto written = rows_in(done.output_files, done.table_properties);
    if (read && written && *read == *written + done.stats.num_records_replaced) return;
    const auto words = [](const std::optional<std::uint64_t>& rows) { return rows ? std::to_string(*rows) : std::string("an unknown number of"); };
    on_failure_({ErrorKind::damaged,
                 "A compaction of the table " + done.cf_name + " read " + words(read) + " rows and wrote " + words(written) +
                     ". Nothing more is written; restore from a backup, and do not delete the data directory.",
                 {}, {}});
}

}  // namespace forloeb
