// Tiles (C2SP tlog-tiles, height 8): the proof tree as static files that anybody may serve and cache.
//
//   tile/<L>/<N>[.p/<W>]        256 hashes of 32 bytes: leaf hashes at level 0, roots of FULL tiles of the level below above
//   tile/entries/<N>[.p/<W>]    256 entries, each a big-endian length of 2 bytes and the leaf record
//   .p/<W>: of the last tile of a level, with only W of 256; a partial tile is never hashed upwards
//
// N in groups of three digits, all but the last with an x before it: x001/x234/067. Pure; any thread.
#pragma once

#include <functional>
#include <string>

#include "engine/proof/merkle.hpp"
#include "engine/proof/paths.hpp"

namespace forloeb {

inline constexpr unsigned tile_path_height = 8;
inline constexpr std::uint64_t tile_width = std::uint64_t{1} << tile_path_height;

/// The place of a tile: `width` of 256 is a full one.
struct TileName {
    unsigned level = 0;
    std::uint64_t number = 0;
    std::uint64_t width = tile_width;
};
[[nodiscard]] std::string tile_path(const TileName& tile);
[[nodiscard]] std::string entries_path(const TileName& tile);  // whatever its level

/// The tiles of a tree as its leaves come, in order: full ones when they are full, partial ones at the end.
class TileBuilder {
  public:
    /// Takes the content of a tile, or of a bundle of entries.
    using Keep = std::function<Status(const std::string& path, const std::string& content)>;
    explicit TileBuilder(Keep keep) : keep_(std::move(keep)) {}

    /// An entry of the log, at most 65,535 bytes: a leaf record.
    [[nodiscard]] Status add(ByteSpan entry);
    /// No more entries will come.
    [[nodiscard]] Status finish();
    [[nodiscard]] TreeHead head() const { return {{edge_.size()}, edge_.root()}; }

  private:
    struct Level {
        std::string hashes;
        std::uint64_t full = 0;  // tiles kept so far
        MerkleEdge edge;         // over `hashes`: its root is what the level above gets
    };
    [[nodiscard]] Status add_hash(unsigned level, const Hash& hash);

    Keep keep_;
    MerkleEdge edge_;
    std::vector<Level> levels_;
    std::string entries_;
};

/// Splits a bundle into its entries; `invalid` unless it is exactly `count` of them.
[[nodiscard]] Result<std::vector<ByteSpan>> read_entries(ByteSpan bundle, std::uint64_t count);

}  // namespace forloeb
