// Inclusion and consistency proofs: ours against our own trees of every small size, and the published vectors of
// transparency-dev (not ours to publish: found through FORLOEB_LOGS, as the real logs are).
#include <doctest/doctest.h>

#include <capnp/compat/json.h>
#include <capnp/message.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/proof/base64.hpp"
#include "engine/proof/full_subtrees.hpp"
#include "engine/proof/merkle.hpp"

using namespace forloeb;

namespace {

std::vector<Hash> numbered_leaves(std::uint64_t count) {
    std::vector<Hash> leaves;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::string entry;
        put_big_endian(entry, i);
        leaves.push_back(leaf_hash(as_bytes(entry)));
    }
    return leaves;
}

SubtreeRoot roots_of(const FullSubtrees& tree) {
    return [&tree](LeafRange range) -> Result<Hash> { return tree.root(range.begin.value, range.end.value); };
}

TreeHead head_of(const FullSubtrees& tree, std::uint64_t size) { return {{size}, tree.root(0, size)}; }

using Vector = std::map<std::string, capnp::json::Value::Reader>;

/// A file of vectors as JSON; nothing after having said that it is not there.
std::optional<std::string> vectors(const char* name) {
    const char* folder = std::getenv("FORLOEB_LOGS");
    const std::filesystem::path logs = folder != nullptr ? folder : std::string(FORLOEB_SOURCE_DIR) + "/../shared/data";
    std::ifstream in(logs / "tlog-vectors" / name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (in) return std::move(text).str();
    const char* ci = std::getenv("CI");
    if (ci != nullptr && *ci != '\0') FAIL("tlog-vectors/", name, " is not in FORLOEB_LOGS");
    MESSAGE("skipped: tlog-vectors/", name, " is not in FORLOEB_LOGS");
    return std::nullopt;
}

Vector fields_of(capnp::json::Value::Reader value) {
    Vector fields;
    for (const auto field : value.getObject()) fields.emplace(std::string(field.getName()), field.getValue());
    return fields;
}

/// Numbers as they stand in the text: 64 bits do not fit the JSON library's doubles.
std::uint64_t whole_number(const std::string& json, std::size_t& from, const std::string& field) {
    const std::size_t at = json.find("\"" + field + "\": ", from);
    REQUIRE(at != std::string::npos);
    from = at;
    return std::stoull(json.substr(at + field.size() + 4, 20));
}

std::optional<Hash> hash_of(capnp::json::Value::Reader text) {
    const auto bytes = from_base64(std::string(text.getString()));
    if (!bytes || bytes->size() != sizeof(Hash)) return std::nullopt;
    Hash hash;
    std::ranges::copy(as_bytes(*bytes), hash.begin());
    return hash;
}

std::optional<HashPath> path_of(capnp::json::Value::Reader list) {
    HashPath path;
    if (!list.isArray()) return path;
    for (const auto text : list.getArray()) {
        const auto hash = hash_of(text);
        if (!hash) return std::nullopt;
        path.push_back(*hash);
    }
    return path;
}

/// Calls `accepted` with each vector and the place of its numbers, and compares with what the vector wants; the number met.
int play(const std::string& json, const std::function<bool(const Vector& fields, std::size_t& numbers_from)>& accepted) {
    capnp::MallocMessageBuilder message;
    auto value = message.initRoot<capnp::json::Value>();
    capnp::JsonCodec().decodeRaw(kj::arrayPtr(json.data(), json.size()), value);
    int met = 0;
    std::size_t numbers_from = 0;
    for (const auto vector : value.asReader().getArray()) {
        const Vector fields = fields_of(vector);
        const std::string name(fields.at("name").getString());
        // Its roots are dummies of another length: refusing them is our rule.
        const bool wanted = !fields.at("wantErr").getBoolean() && !name.ends_with("sizes-are-equal-one-and-proof-is-empty.json");
        CHECK_MESSAGE(accepted(fields, numbers_from) == wanted, name);
        ++met;
    }
    return met;
}

}  // namespace

TEST_CASE("every leaf of every small tree has a proof, and no other leaf, place, size or root is proven by it") {
    const std::vector<Hash> leaves = numbered_leaves(70);
    const FullSubtrees all(leaves);
    for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
        const TreeHead head = head_of(all, size);
        for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
            const auto path = inclusion_path({leaf}, {size}, roots_of(all));
            REQUIRE(path.has_value());
            CHECK(proves_inclusion(*path, {leaf}, leaves[leaf], head));
            CHECK_FALSE(proves_inclusion(*path, {leaf + 1}, leaves[leaf], head));
            CHECK_FALSE(proves_inclusion(*path, {leaf}, head.root, head_of(all, size == 1 ? 2 : size)));
            CHECK_FALSE(proves_inclusion(*path, {leaf}, leaves[leaf], {{size}, leaf_hash(head.root)}));
        }
        CHECK_FALSE(inclusion_path({size}, {size}, roots_of(all)).has_value());
    }
}

TEST_CASE("every small tree is proven to begin every larger one, and no other is") {
    const FullSubtrees all(numbered_leaves(70));
    for (std::uint64_t size = 1; size <= all.size(); ++size)
        for (std::uint64_t old = 1; old <= size; ++old) {
            const auto path = consistency_path({old}, {size}, roots_of(all));
            REQUIRE(path.has_value());
            const TreeHead then = head_of(all, old), now = head_of(all, size);
            CHECK(proves_consistency(*path, then, now));
            CHECK_FALSE(proves_consistency(*path, {then.size, leaf_hash(then.root)}, now));
            CHECK_FALSE(proves_consistency(*path, then, {now.size, leaf_hash(now.root)}));
            HashPath longer = *path;
            longer.push_back(now.root);
            CHECK_FALSE(proves_consistency(longer, then, now));
        }
    CHECK_FALSE(consistency_path({0}, {5}, roots_of(all)).has_value());
    CHECK_FALSE(consistency_path({6}, {5}, roots_of(all)).has_value());
}

TEST_CASE("the published inclusion vectors are accepted and refused as they want") {
    const auto json = vectors("inclusion.json");
    if (!json) return;
    const int met = play(*json, [&](const Vector& fields, std::size_t& from) {
        const Position leaf{whole_number(*json, from, "leafIdx")}, size{whole_number(*json, from, "treeSize")};
        const auto root = hash_of(fields.at("root")), leaf_is = hash_of(fields.at("leafHash"));
        const auto path = path_of(fields.at("proof"));
        return root && leaf_is && path && proves_inclusion(*path, leaf, *leaf_is, {size, *root});
    });
    CHECK(met == 98);
}

TEST_CASE("the published consistency vectors are accepted and refused as they want, dummy roots refused") {
    const auto json = vectors("consistency.json");
    if (!json) return;
    const int met = play(*json, [&](const Vector& fields, std::size_t& from) {
        const Position old{whole_number(*json, from, "size1")}, size{whole_number(*json, from, "size2")};
        const auto old_root = hash_of(fields.at("root1")), root = hash_of(fields.at("root2"));
        const auto path = path_of(fields.at("proof"));
        return root && old_root && path && proves_consistency(*path, {old, *old_root}, {size, *root});
    });
    CHECK(met == 98);
}

TEST_CASE("base64 is read as strictly as it is written") {
    CHECK(to_base64(as_bytes("")) == "");
    CHECK(to_base64(as_bytes("f")) == "Zg==");
    CHECK(from_base64("Zm9v").value() == "foo");
    CHECK(from_base64("").value() == "");
    CHECK(to_base64(MerkleEdge().root()) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    for (const char* wrong : {"Zg=", "Zg", "Zh==", "Zg==\n", " Zg==", "Zg==Zg==", "Z===", "====", "Zm9v="}) CHECK_FALSE(from_base64(wrong).has_value());
}
