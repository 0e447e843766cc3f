// The files RocksDB keeps for one store, and whether each is, byte for byte, what was written. Reads the disk past every
// cache. Any thread. Only for store.cpp: others ask the Store.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "events/vocabulary/result.hpp"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace forloeb {

/// One file, as of the call that named it.
struct StoredFile {
    enum class Kind : std::uint8_t { rows, growing, current, other };  // growing: write-ahead log, MANIFEST
    std::filesystem::path path;
    Kind kind = Kind::other;
    std::uint64_t bytes = 0;
    std::string table;     // whose rows it holds; empty for other kinds
    std::string checksum;  // rows: crc32c, kept since the file was made; current: the content it must have
};

[[nodiscard]] Result<std::vector<StoredFile>> list_files(rocksdb::DB& db);

/// rows: the whole against its checksum. growing: record by record. current: the content. `read` hears of each piece read
/// and may take its time; if it says false the rest is left unread. `not_found` if the file is not there.
[[nodiscard]] Status check_file(rocksdb::Env& disk, const StoredFile& file, const std::function<bool(std::size_t bytes)>& read);

}  // namespace forloeb
