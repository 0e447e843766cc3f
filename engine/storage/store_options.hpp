// The rules for RocksDB 7.8.3 as options, each with its reason in the source. tests/engine/storage/store_options_test.cpp
// reads back what RocksDB itself wrote of them, so that none is lost. Pure; any thread.
//
// Rules that are not options (cursors, writes, what a failure means) stand in store.cpp and store_watch.hpp.
#pragma once

#include <rocksdb/cache.h>
#include <rocksdb/options.h>

#include "engine/storage/store.hpp"
#include "engine/storage/store_limits.hpp"

namespace forloeb {

[[nodiscard]] rocksdb::Options database_options(const StoreLimits& limits, rocksdb::Env* disk, bool create);
[[nodiscard]] rocksdb::ColumnFamilyOptions table_options(Table table, const StoreLimits& limits, const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace forloeb
