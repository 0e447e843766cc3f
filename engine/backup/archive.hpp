// The files of a data backup: the log's stored values (engine/backup/export.hpp) one after the other.
//
//   part-000000.log   "FLa1" | ( length 4, big-endian | value )*        at most limits::backup_part_bytes_max, or one value
//
// Every value carries its own checksum and place, the manifest a SHA-256 of each part, and the last root proves the whole.
// Writer and reader belong to one thread each.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/backup/manifest.hpp"
#include "engine/proof/sha256.hpp"

namespace forloeb {

class ArchiveWriter {
  public:
    /// `folder` is there and empty.
    explicit ArchiveWriter(std::filesystem::path folder);
    ~ArchiveWriter();
    [[nodiscard]] Status add(std::string_view value);
    /// Syncs what was written, the manifest last: a folder without BACKUP is no backup.
    [[nodiscard]] Status finish(BackupManifest manifest);

  private:
    [[nodiscard]] Status write(std::string_view bytes);
    [[nodiscard]] Status begin_part();
    [[nodiscard]] Status end_part();

    std::filesystem::path folder_;
    std::vector<BackupFile> parts_;
    int part_ = -1;  // the open file
    std::unique_ptr<Sha256> hash_;
};

/// Splits one part into its values; `damaged` unless it is exactly a sequence of them.
[[nodiscard]] Status split_part(std::string_view part, const std::function<Status(std::string_view value)>& visit);

/// Reads and checks BACKUP of a folder; `not_found` if there is none.
[[nodiscard]] Result<BackupManifest> read_manifest(const std::filesystem::path& folder);
/// Writes and syncs BACKUP.
[[nodiscard]] Status write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest);
/// The content of one file of a backup; `damaged` naming it if it is not what the manifest says.
[[nodiscard]] Result<std::string> read_backup_file(const std::filesystem::path& folder, const BackupFile& file);
/// What a manifest says of a file that is there now.
[[nodiscard]] Result<BackupFile> describe_file(const std::filesystem::path& file);

}  // namespace forloeb
