#include "engine/proof/tiles.hpp"

namespace forloeb {
namespace {

constexpr std::size_t entry_length_bytes = 2;

std::string numbered(std::string folder, const TileName& tile) {
    std::string digits = std::to_string(tile.number);
    digits.insert(0, (3 - digits.size() % 3) % 3, '0');
    for (std::size_t at = 0; at < digits.size(); at += 3) {
        folder.append(at + 3 < digits.size() ? "/x" : "/");
        folder.append(digits, at, 3);
    }
    if (tile.width < tile_width) folder.append(".p/").append(std::to_string(tile.width));
    return folder;
}

}  // namespace

std::string tile_path(const TileName& tile) { return numbered("tile/" + std::to_string(tile.level), tile); }
std::string entries_path(const TileName& tile) { return numbered("tile/entries", tile); }

Status TileBuilder::add(ByteSpan entry) {
    put_big_endian(entries_, static_cast<std::uint16_t>(entry.size()));
    entries_.append(as_text(entry));
    const Hash hash = leaf_hash(entry);
    edge_.append(hash);
    if (edge_.size() % tile_width == 0) {
        FORLOEB_CHECK(keep_(entries_path({0, edge_.size() / tile_width - 1}), entries_));
        entries_.clear();
    }
    return add_hash(0, hash);
}

Status TileBuilder::add_hash(unsigned level, const Hash& hash) {
    if (level == levels_.size()) levels_.emplace_back();
    Level& here = levels_[level];
    here.hashes.append(as_text(hash));
    here.edge.append(hash);
    if (here.edge.size() < tile_width) return {};
    FORLOEB_CHECK(keep_(tile_path({level, here.full}), here.hashes));
    const Hash root = here.edge.root();
    here = {{}, here.full + 1, {}};
    return add_hash(level + 1, root);
}

Status TileBuilder::finish() {
    if (!entries_.empty()) FORLOEB_CHECK(keep_(entries_path({0, edge_.size() / tile_width, edge_.size() % tile_width}), entries_));
    for (unsigned level = 0; level < levels_.size(); ++level) {
        const Level& here = levels_[level];
        if (here.edge.size() > 0) FORLOEB_CHECK(keep_(tile_path({level, here.full, here.edge.size()}), here.hashes));
    }
    return {};
}

Result<std::vector<ByteSpan>> read_entries(ByteSpan bundle, std::uint64_t count) {
    std::vector<ByteSpan> entries;
    while (!bundle.empty() && entries.size() < count) {
        const std::size_t length = bundle.size() < entry_length_bytes ? bundle.size() : get_big_endian<std::uint16_t>(bundle.data());
        if (length + entry_length_bytes > bundle.size()) break;
        entries.push_back(bundle.subspan(entry_length_bytes, length));
        bundle = bundle.subspan(entry_length_bytes + length);
    }
    if (!bundle.empty() || entries.size() != count) return fail(ErrorKind::invalid, "A bundle of entries is not " + std::to_string(count) + " whole entries.");
    return entries;
}

}  // namespace forloeb
