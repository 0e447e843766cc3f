// A log as a folder of static files (engine/proof/tiles.hpp) with its signed checkpoint: written from leaf records, and
// verified offline from nothing but the folder and the verifier key. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "engine/proof/checkpoint.hpp"

namespace forloeb {

struct TileReport {
    LogCheckpoint checkpoint;
    std::uint64_t files = 0;
    std::uint64_t events = 0;
    std::uint64_t streams = 0;
    std::size_t cosignatures = 0;
    std::optional<std::string> difference;  // the first that was found: file and reason
};

/// The next leaf records, one after the other; never empty.
using LeafSource = std::function<Result<std::string>(Position from)>;

/// Writes what is not there as it should be; `checkpoint` last, so that a folder with one is whole. `damaged` if the leaves
/// do not have the root of the checkpoint: then it is not written.
[[nodiscard]] Result<TileReport> write_tiles(const std::filesystem::path& folder, const std::string& note, const LogCheckpoint& checkpoint, const LeafSource& leaves);

/// Signature, entries, every tile from them, root, positions, times that never go back, and each stream's chain. What is wrong
/// is in the report.
[[nodiscard]] TileReport verify_tiles(const std::filesystem::path& folder, const VerifierKey& key, const std::vector<VerifierKey>& witnesses = {});

}  // namespace forloeb
