// From a data backup to a data directory that proves itself: every file's SHA-256, every group continuing the one before it,
// every event what its leaf says, and at the end the root that the manifest names. Rows are derived again from the groups,
// by the same function that wrote them first.
//
// Promise: the directory appears whole, under its name, or not at all. It says of itself that it was restored, under a fresh
// epoch (file RESTORED). One thread.
//
// Not here: keys (a restored directory needs the key folder that its FORMAT names), projections (rebuilt when opened).
#pragma once

#include <filesystem>
#include <functional>

#include "engine/backup/archive.hpp"
#include "engine/verify/verify.hpp"

namespace forloeb {

struct Environment;

/// `conflict` if `to` is there already, `damaged` naming the file or the position.
[[nodiscard]] Result<BackupManifest> restore_backup(const std::filesystem::path& backup, const std::filesystem::path& to, const Environment& environment,
                                                    const VerifyStep& step = {});

struct BackupProof {
    BackupManifest manifest;
    VerifyReport report;           // of the restored directory
    std::uint64_t histories = 0;   // streams folded anew
    std::uint64_t opened = 0;      // sealed parts that the keys open
    std::uint64_t unopened = 0;    // and those whose key is not there: destroyed, or the keys are older than the data
    bool with_keys = false;
};

/// Restores into `scratch`, verifies that at `level`, and at level full reads everything back, folds every stream, and opens every
/// sealed part if `keys` is a copy of the key folder (empty: without). Removes `scratch`. A proof with findings is not an error:
/// see report.
[[nodiscard]] Result<BackupProof> prove_backup(const std::filesystem::path& backup, const std::filesystem::path& keys, const std::filesystem::path& scratch,
                                               const Environment& environment, const VerifyStep& step = {}, VerifyLevel level = VerifyLevel::full);

}  // namespace forloeb
