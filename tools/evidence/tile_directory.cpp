#include "tools/evidence/tile_directory.hpp"

#include <algorithm>

#include "engine/proof/tiles.hpp"
#include "server/evidence/files.hpp"
#include "server/evidence/stream_chains.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

/// Rebuilds every file from the entries and compares.
class TileCheck {
  public:
    TileCheck(const fs::path& folder, TileReport& report) : folder_(folder), report_(report) {}

    Status run() {
        const std::uint64_t size = report_.checkpoint.tree.size.value;
        for (std::uint64_t first = 0; first < size; first += tile_width) FORLOEB_CHECK(take_bundle({0, first / tile_width, std::min(tile_width, size - first)}));
        FORLOEB_CHECK(builder_.finish());
        report_.streams = chains_.streams();
        if (builder_.head() != report_.checkpoint.tree) return different("checkpoint", "the files are whole, but they are not the log that was signed: they have another root");
        return {};
    }

  private:
    static tl::unexpected<Error> different(const std::string& file, const std::string& what) { return fail(ErrorKind::damaged, file + ": " + what + "."); }

    Status take_bundle(const TileName& tile) {
        bundle_ = entries_path(tile);
        FORLOEB_TRY(const std::string bundle, read(bundle_));
        const auto entries = read_entries(as_bytes(bundle), tile.width);
        if (!entries) return different(bundle_, "it is not " + std::to_string(tile.width) + " whole entries");
        for (const ByteSpan entry : *entries) FORLOEB_CHECK(take(entry));
        return {};
    }

    Status take(ByteSpan entry) {
        const auto leaf = decode_leaf(entry);
        const std::string place = "the entry of position " + std::to_string(report_.events);
        if (!leaf) return different(bundle_, place + " is not a leaf record");
        if (leaf->position.value != report_.events) return different(bundle_, place + " says that it is another");
        if (leaf->recorded_at < newest_) return different(bundle_, place + " was recorded before the one ahead of it");
        newest_ = leaf->recorded_at;
        if (const auto broken = chains_.take(*leaf, leaf_hash(entry))) return different(bundle_, *broken);
        ++report_.events;
        return builder_.add(entry);
    }

    Status compare(const std::string& path, const std::string& content) {
        ++report_.files;
        FORLOEB_TRY(const std::string kept, read(path));
        if (kept != content) return different(path, "it is not what its entries make");
        return {};
    }

    Result<std::string> read(const std::string& path) {
        auto content = read_evidence(folder_ / path);
        if (!content) return different(path, "it is not there");
        return content;
    }

    const fs::path& folder_;
    TileReport& report_;
    TileBuilder builder_{[this](const std::string& path, const std::string& content) { return compare(path, content); }};
    StreamChains chains_;
    Instant newest_;
    std::string bundle_;
};

Status check(const fs::path& folder, const VerifierKey& key, const std::vector<VerifierKey>& witnesses, TileReport& report) {
    FORLOEB_TRY(const std::string note, read_evidence(folder / "checkpoint"));
    auto opened = open_checkpoint(note, key, witnesses);
    if (!opened) return fail(ErrorKind::damaged, "checkpoint: " + opened.error().message);
    report.checkpoint = std::move(opened->checkpoint);
    report.cosignatures = opened->cosignatures.size();
    return TileCheck(folder, report).run();
}

}  // namespace

Result<TileReport> write_tiles(const fs::path& folder, const std::string& note, const LogCheckpoint& checkpoint, const LeafSource& leaves) {
    TileReport report;
    report.checkpoint = checkpoint;
    TileBuilder builder([&](const std::string& path, const std::string& content) -> Status {
        ++report.files;
        if (const auto there = read_evidence(folder / path); there && *there == content) return {};
        return write_evidence(folder / path, content);
    });
    while (report.events < checkpoint.tree.size.value) {
        FORLOEB_TRY(const std::string records, leaves({report.events}));
        for (std::size_t at = 0; at < records.size() && report.events < checkpoint.tree.size.value; at += leaf_bytes, ++report.events)
            FORLOEB_CHECK(builder.add(as_bytes(records).subspan(at, leaf_bytes)));
    }
    FORLOEB_CHECK(builder.finish());
    if (builder.head() != checkpoint.tree) return fail(ErrorKind::damaged, "The leaves do not have the root of the checkpoint: nothing is exported of a log that does not prove itself. Run forloeb verify.");
    FORLOEB_CHECK(write_evidence(folder / "checkpoint", note));
    return report;
}

TileReport verify_tiles(const fs::path& folder, const VerifierKey& key, const std::vector<VerifierKey>& witnesses) {
    TileReport report;
    if (const Status checked = check(folder, key, witnesses, report); !checked) report.difference = checked.error().message;
    return report;
}

}  // namespace forloeb
