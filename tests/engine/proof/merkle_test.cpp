#include <doctest/doctest.h>

#include "engine/proof/merkle.hpp"
#include "engine/proof/sha256.hpp"

using namespace forloeb;

namespace {

Hash subtree(const std::vector<Hash>& leaves, std::size_t begin, std::size_t end) {  // RFC 6962 section 2.1, as written
    if (end - begin == 1) return leaves[begin];
    std::size_t split = 1;
    while (split * 2 < end - begin) split *= 2;
    return node_hash(subtree(leaves, begin, begin + split), subtree(leaves, begin + split, end));
}

}  // namespace

TEST_CASE("known answers of RFC 6962 trees") {
    CHECK(to_hex(sha256(ByteSpan{})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(leaf_hash({})) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    CHECK(to_hex(MerkleEdge().root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    // The eight leaves of the test tree that Certificate Transparency implementations share.
    const std::vector<std::string> entries = {"",
                                              std::string(1, '\0'),
                                              "\x10",
                                              "\x20\x21",
                                              "\x30\x31",
                                              "\x40\x41\x42\x43",
                                              "\x50\x51\x52\x53\x54\x55\x56\x57",
                                              "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    MerkleEdge edge;
    for (const std::string& entry : entries) edge.append(leaf_hash(as_bytes(entry)));
    CHECK(to_hex(edge.root()) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("the right edge gives the same root as the recursive definition, for every size, and survives encoding") {
    std::vector<Hash> leaves;
    MerkleEdge edge;
    for (std::uint32_t i = 0; i < 130; ++i) {
        std::string entry;
        put_big_endian(entry, i);
        leaves.push_back(leaf_hash(as_bytes(entry)));
        edge.append(leaves.back());
        CHECK(edge.root() == subtree(leaves, 0, leaves.size()));
        const std::string encoded = edge.encode();
        const auto decoded = MerkleEdge::decode(as_bytes(encoded));
        REQUIRE(decoded.has_value());
        CHECK(*decoded == edge);
        CHECK_FALSE(MerkleEdge::decode(as_bytes(encoded.substr(0, encoded.size() - 1))).has_value());
    }
}
