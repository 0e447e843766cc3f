// What RocksDB wants to tell an operator, and its errors as ours. It gets no log file of its own: on a full disk that file
// would abort the process (an assertion in the packaged library, after the write itself had failed cleanly). Any thread.
#pragma once

#include <rocksdb/env.h>

#include <memory>
#include <string_view>

#include "events/vocabulary/result.hpp"

namespace forloeb {

/// Its warnings and errors as debug lines: they quote keys, and what matters arrives as a status. Also for derived rows.
[[nodiscard]] std::shared_ptr<rocksdb::Logger> words_of_rocksdb();

/// `damaged` for rot, `storage` for everything else, with RocksDB's own words. `doing`: "opening", "flushing".
[[nodiscard]] Error error_of(const rocksdb::Status& status, std::string_view doing);

}  // namespace forloeb
