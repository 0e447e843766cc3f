// Whole files beside the store, through the same disk as RocksDB's own: small ones, or read block by block. Any thread;
// nothing is remembered.
#pragma once

#include <rocksdb/env.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace forloeb {

/// How such files are opened: without memory maps.
[[nodiscard]] rocksdb::EnvOptions plain_files();

[[nodiscard]] rocksdb::Status sync_folder(rocksdb::Env& disk, const std::filesystem::path& folder);
/// Written and synced; the folder is the caller's to sync.
[[nodiscard]] rocksdb::Status write_file(rocksdb::Env& disk, const std::filesystem::path& file, const std::string& text);
/// Hands over the file piece by piece; every piece but the last has the size of a block of a write-ahead log.
[[nodiscard]] rocksdb::Status read_blocks(rocksdb::Env& disk, const std::filesystem::path& file, const std::function<rocksdb::Status(std::string_view)>& visit);
/// The first `bytes` of a file, all of it if it has fewer, as a new synced one.
[[nodiscard]] rocksdb::Status copy_file(rocksdb::Env& disk, const std::filesystem::path& from, const std::filesystem::path& to, std::uint64_t bytes);

}  // namespace forloeb
