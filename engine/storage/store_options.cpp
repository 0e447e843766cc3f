#include "engine/storage/store_options.hpp"

#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include "engine/storage/layout.hpp"
#include "engine/storage/rocksdb_words.hpp"

namespace forloeb {

rocksdb::Options database_options(const StoreLimits& limits, rocksdb::Env* disk, bool create) {
    rocksdb::Options options;
    if (disk != nullptr) options.env = disk;
    options.create_if_missing = create;
    options.create_missing_column_families = create;

    // Recovery: up to the first record that is not whole. The stricter modes refuse legitimate power cuts (127 of 300).
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    options.avoid_flush_during_recovery = false;            // what was recovered is rewritten and synced
    options.recycle_log_file_num = 0;                       // recycled logs: stale records after recovery (pull request 12918)
    options.wal_compression = rocksdb::kNoCompression;      // open bugs (issue 15007)
    options.track_and_verify_wals_in_manifest = false;      // can refuse to open for nothing (10892); finds no flipped bit
    options.allow_2pc = false;                              // with it, a full disk is never recovered from (9762)

    // Checks against memory and disk.
    options.paranoid_checks = true;
    options.verify_sst_unique_id_in_manifest = true;        // a table file swapped for another
    options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();  // without: a rotten file is backed up as good

    // One flush at a time: the failed one of two can delete the other's output (11865); never atomic (11872).
    options.max_background_jobs = 2;
    options.atomic_flush = false;
    options.max_bgerror_resume_count = 0;                   // a failure is final: what comes after "recovery" may be lost (11643, 8217)

    // No reads that were memory-unsafe up to 8.11.
    options.allow_mmap_reads = false;
    options.allow_mmap_writes = false;

    // RocksDB's own log file aborts the process when the disk is full, after the write-ahead log got its clean error.
    options.info_log = words_of_rocksdb();
    options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;  // its default follows our NDEBUG: say it

    options.max_total_wal_size = limits.write_ahead_log;
    options.max_open_files = store_open_files_max;
    options.manifest_preallocation_size = 64u << 10;        // its own 4 MiB, for a few hundred bytes, are room that no floor counts
    return options;
}

rocksdb::ColumnFamilyOptions table_options(Table table, const StoreLimits& limits, const std::shared_ptr<rocksdb::Cache>& cache) {
    const bool holds_runs = table == Table::log || table == Table::streams;
    rocksdb::ColumnFamilyOptions options;
    options.paranoid_file_checks = true;                    // every new table is read again before it counts

    // What compaction and memtables may hold is what the space floor was computed from.
    options.write_buffer_size = holds_runs                    ? limits.runs_buffer
                                : table == Table::appends     ? limits.appends_buffer
                                : table == Table::identifiers ? limits.identifiers_buffer
                                                              : limits.meta_buffer;
    options.max_write_buffer_number = StoreLimits::buffers_a_table;
    options.level0_slowdown_writes_trigger = StoreLimits::unsorted_files_max - 4;
    options.level0_stop_writes_trigger = StoreLimits::unsorted_files_max;
    options.level_compaction_dynamic_level_bytes = false;
    options.max_bytes_for_level_base = limits.first_level;
    options.target_file_size_base = limits.table_file;
    options.max_compaction_bytes = limits.overlap;

    rocksdb::BlockBasedTableOptions blocks;
    blocks.block_cache = cache;
    blocks.format_version = 5;
    blocks.block_size = holds_runs ? 32u << 10 : 4u << 10;
    // Most questions are about what is not there yet: an append id, a case that is opened just now. Filters answer those
    // without a search, in tables and in memory: by whole keys, for streams by the stream. They also prove that a row is not
    // there (Store::get), and "perhaps" then costs reading an index: 20 bits a key make it one in ten thousand.
    const bool asked_by_key = table == Table::appends || table == Table::identifiers;
    if (asked_by_key || table == Table::streams) {
        blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(20));
        blocks.whole_key_filtering = true;
        options.memtable_whole_key_filtering = asked_by_key;
        options.memtable_prefix_bloom_size_ratio = 0.05;
    }
    if (table == Table::streams) options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(layout::stream_prefix_bytes));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
    // Not zstd for the lowest level: it keeps a core busy under load, and sealed text does not shrink.
    options.compression = rocksdb::kLZ4Compression;
    return options;
}

}  // namespace forloeb
