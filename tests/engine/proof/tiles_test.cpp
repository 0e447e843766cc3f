#include <doctest/doctest.h>

#include <map>

#include "engine/proof/tiles.hpp"

using namespace forloeb;

namespace {

struct Built {
    std::map<std::string, std::string> files;
    TreeHead head;
};

Built tiles_of(std::uint64_t leaves) {
    Built built;
    TileBuilder builder([&built](const std::string& path, const std::string& content) -> Status {
        CHECK(built.files.emplace(path, content).second);
        return {};
    });
    for (std::uint64_t i = 0; i < leaves; ++i) {
        std::string entry;
        put_big_endian(entry, i);
        REQUIRE(builder.add(as_bytes(entry)).has_value());
    }
    REQUIRE(builder.finish().has_value());
    built.head = builder.head();
    return built;
}

}  // namespace

TEST_CASE("tile paths: groups of three digits, partial tiles by their width") {
    CHECK(tile_path({0, 0}) == "tile/0/000");
    CHECK(tile_path({0, 1234067}) == "tile/0/x001/x234/067");
    CHECK(tile_path({1, 999, 5}) == "tile/1/999.p/5");
    CHECK(tile_path({2, 1000}) == "tile/2/x001/000");
    CHECK(entries_path({0, 273, 112}) == "tile/entries/273.p/112");
}

TEST_CASE("tiles: which files a log of each size has, and that their widths follow from the size") {
    CHECK(tiles_of(0).files.empty());
    CHECK(tiles_of(1).files.size() == 2);
    CHECK(tiles_of(255).files.contains("tile/0/000.p/255"));
    const Built full = tiles_of(256);
    CHECK(full.files.size() == 3);
    CHECK(full.files.at("tile/0/000").size() == 8192);
    CHECK(full.files.at("tile/1/000.p/1") == as_text(full.head.root));
    CHECK(tiles_of(257).files.contains("tile/entries/001.p/1"));
    const Built large = tiles_of(70'000);
    CHECK(large.files.size() == 274 * 2 + 2 + 1);
    CHECK(large.files.at("tile/0/273.p/112").size() == 112 * 32);
    CHECK(large.files.at("tile/1/001.p/17").size() == 17 * 32);
    CHECK(large.files.at("tile/2/000.p/1").size() == 32);
}

TEST_CASE("tiles: an upper hash is the root of the full tile below it, and entries are split again") {
    const Built built = tiles_of(600);
    MerkleEdge edge;
    const std::string& below = built.files.at("tile/0/001");
    for (std::size_t i = 0; i < 256; ++i) {
        Hash hash;
        std::copy_n(as_bytes(below).begin() + static_cast<std::ptrdiff_t>(i * 32), 32, hash.begin());
        edge.append(hash);
    }
    CHECK(built.files.at("tile/1/000.p/2").substr(32) == as_text(edge.root()));
    const std::string& bundle = built.files.at("tile/entries/002.p/88");
    const auto entries = read_entries(as_bytes(bundle), 88);
    REQUIRE(entries.has_value());
    CHECK(get_big_endian<std::uint64_t>((*entries)[3].data()) == 515);
    CHECK_FALSE(read_entries(as_bytes(bundle), 87).has_value());
    CHECK_FALSE(read_entries(as_bytes(bundle).first(bundle.size() - 1), 88).has_value());
    CHECK_FALSE(read_entries(as_bytes(bundle), 89).has_value());
}
