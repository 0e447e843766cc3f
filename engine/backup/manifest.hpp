// The text file BACKUP of a backup: what it is a copy of, up to where, and the SHA-256 of each of its files. Two kinds: data
// (the log's stored values) and keys (the key folder's two files), kept apart from each other. Its last line is a SHA-256
// over the lines before it. Pure; any thread.
//
//   forloeb backup of data | keys
//   version 1 | 2                                                   (2 where there is a verifier)
//   format 1 | controller NAME | origin NAME | keys FINGERPRINT     (one line each, as in FORMAT)
//   verifier KEY                                                    (by which the log's checkpoints are verified)
//   events N | root HEX | created INSTANT                           (one line each)
//   file NAME BYTES SHA256                                          (one line per file)
//   check SHA256
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

inline constexpr int backup_version = 2;
inline constexpr const char* backup_manifest_name = "BACKUP";

struct BackupFile {
    std::string name;  // directly in the backup's folder
    std::uint64_t bytes = 0;
    std::string sha256;  // hex
};

struct BackupManifest {
    enum class Kind : std::uint8_t { data, keys };
    Kind kind = Kind::data;
    int format = 1;
    std::string controller;
    std::string origin;
    std::string keys;     // fingerprint of the key folder that opens its sealed text
    std::string verifier;  // public half of the log's signing key; empty if it was not told
    Position events;      // the prefix of the log that it holds, or that the keys were copied after
    std::string root;     // RFC 6962 root over that prefix, hex
    std::string created;  // RFC 3339
    std::vector<BackupFile> files;
};

[[nodiscard]] std::string encode_manifest(const BackupManifest& manifest);
/// `damaged` unless it is what encode_manifest wrote; `unsupported` for one of a newer version.
[[nodiscard]] Result<BackupManifest> decode_manifest(std::string_view text);

}  // namespace forloeb
