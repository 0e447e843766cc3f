// The data directory's own description, in the text file FORMAT: format version, data controller, origin of the log, key
// folder, and a checksum over those lines (crc32; directories made before it have none). Written once, before anything
// else; a directory of a newer format, of another controller or with another key folder is refused by name.
//
// A directory that was made from a backup also has RESTORED: which backup, and a fresh epoch, so that it is never taken for
// the one it was a copy of.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "events/vocabulary/result.hpp"

namespace forloeb {

inline constexpr int data_format = 1;

struct DataDescription {
    int format = data_format;
    std::string controller;
    std::string origin;
    std::string keys;  // fingerprint of the key folder

    [[nodiscard]] std::string text() const;
};

/// `storage`, in the system's words, if the directory is there but may not be read and written: a missing permission, a
/// read-only disk.
[[nodiscard]] Status check_access(const std::filesystem::path& data);

/// Empty if there is no FORMAT file. `unsupported` for a newer format, `damaged` if it is not readable.
[[nodiscard]] Result<std::optional<DataDescription>> read_description(const std::filesystem::path& data);
/// Writes and syncs it.
[[nodiscard]] Status write_description(const std::filesystem::path& data, const DataDescription& description);

/// The text of RESTORED; empty if the directory was never restored.
[[nodiscard]] Result<std::string> read_restored(const std::filesystem::path& data);
[[nodiscard]] Status write_restored(const std::filesystem::path& data, const std::string& text);

}  // namespace forloeb
