// What the verbs of `forloeb backup`, and `verify --backup`, share: the proof of a copy by restoring it. One thread.
#pragma once

#include <filesystem>

#include "engine/backup/restore.hpp"
#include "tools/cli/asking.hpp"

namespace CLI {
class App;
}

namespace forloeb {

class Menu;

/// Restores the copy aside, reads it back, compares with its root. What is wrong with it is `damaged`, or a finding in the proof.
[[nodiscard]] Result<BackupProof> prove_copy(Invocation& call, const std::filesystem::path& data, const std::filesystem::path& keys, VerifyLevel level);
/// The same, printed: exit code 1 for what is wrong with the copy, 3 for a folder that is none or keys that are not its own, 5 if
/// this machine's disk fails.
[[nodiscard]] ExitCode verify_copy(Invocation& call, const std::filesystem::path& data, const std::filesystem::path& keys, VerifyLevel level);
[[nodiscard]] ExitCode failed_on_copy(Invocation& call, const Error& error);

[[nodiscard]] std::string proof_json(const std::filesystem::path& data, const std::filesystem::path& keys, const BackupProof& proof);
void print_proof(TextPage& page, const std::filesystem::path& data, const std::filesystem::path& keys, const BackupProof& proof);

void add_backup_create(Menu& menu, CLI::App& noun);

}  // namespace forloeb
