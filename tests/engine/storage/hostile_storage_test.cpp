// The fuzz targets' promises on a small corpus: what the engine and its backups have on a disk, with bytes changed, cut off and moved.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "engine/proof/sha256.hpp"
#include "tests/fuzz/changed_bytes.hpp"
#include "tests/fuzz/decode_backup.hpp"
#include "tests/fuzz/decode_row.hpp"

using namespace forloeb;

namespace {

std::string hostile_run() {
    layout::RunBuilder run;
    for (std::uint64_t position = 0; position < 3; ++position) {
        LeafRecord leaf;
        leaf.stream = {StreamKind::case_, Uuid::from_halves(7, 1)};
        leaf.position = {position};
        leaf.version = {position + 1};
        leaf.payload_length = 7;
        std::string encoded;
        encode_leaf(leaf, encoded);
        run.add(as_bytes(encoded), as_bytes("payload"));
    }
    return run.take();
}

layout::GroupHeader hostile_group() {
    layout::GroupHeader header;
    header.count = 3;
    header.appends.push_back({Uuid::from_halves(1, 2), 3, {}});
    header.bindings.push_back({{}, {StreamKind::case_, Uuid::from_halves(7, 1)}});
    return header;
}

// Without the magic and the checksum around it, which the target puts there again.
std::string bare(const std::string& value) { return value.substr(4, value.size() - 8); }

// A file of the frozen directory: RocksDB's record framing, as the write-ahead log has it too.
std::string hostile_manifest() {
    std::ifstream file(std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/data_format_1/data/log/MANIFEST-000022", std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    REQUIRE(content.str().size() == 984);
    return content.str();
}

}  // namespace

TEST_CASE("what the engine reads back from its disk, with any byte changed, cut off or moved, is read or refused") {
    MerkleEdge edge;
    for (int i = 0; i < 7; ++i) edge.append(leaf_hash({}));
    const std::string mark = encode_mark({1, {3}, edge.root(), true});
    const std::vector<std::string> corpus = {
        '\2' + hostile_run().substr(layout::run_header_bytes), hostile_run(), bare(layout::encode_group_header(hostile_group())),
        bare(layout::encode_head({{3}, {3}, edge.root()})), layout::encode_append_row({{3}, 1, {}}), edge.encode(),
        mark + encode_mark({2, {9}, edge.root(), false}), layout::encode_anchor({{4096}, edge.root()}),
        layout::encode_stream({StreamKind::case_, Uuid::from_halves(7, 1)}), hostile_manifest()};
    for (std::size_t which = 0; which < corpus.size(); ++which)
        CHECK_NOTHROW(fuzz::feed_changed("stored", static_cast<char>(which) + corpus[which], fuzz::decode_row));
}

TEST_CASE("the files of a backup, with any byte changed, cut off or moved, are read or refused") {
    BackupManifest manifest;
    manifest.controller = "testkommune";
    manifest.origin = "local/case-log";
    manifest.files.push_back({"part-000000.log", 44, std::string(64, 'a')});
    std::string part = "FLa1";
    for (const std::string& value : {layout::encode_group_header(hostile_group()), hostile_run()}) {
        put_big_endian(part, static_cast<std::uint32_t>(value.size()));
        part += value;
    }
    const std::vector<std::string> corpus = {encode_manifest(manifest), part, hostile_manifest()};
    for (std::size_t which = 0; which < corpus.size(); ++which)
        CHECK_NOTHROW(fuzz::feed_changed("backup", static_cast<char>(which) + corpus[which], fuzz::decode_backup));
}
