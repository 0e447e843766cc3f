// The stored log as a proof tree: roots and proofs at every edge of its tiles, and what damage does to them.
#include <doctest/doctest.h>

#include <map>

#include "engine/log/stored_tree.hpp"
#include "engine/proof/merkle.hpp"
#include "engine/storage/layout.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

class Logged : public EngineFixture {
  public:
    /// `count` events in all, in appends of up to 1,000.
    void grow_to(std::uint64_t count) {
        while (engine->head().next.value < count) {
            const std::uint64_t from = engine->head().next.value, some = std::min<std::uint64_t>(1000, count - from);
            StreamEvents events{case_stream(from), {}};
            events.events.push_back(opened(from));
            while (events.events.size() < some) events.events.push_back(contact());
            AppendRequest append;
            append.append_id = id(0x90000 + from);
            append.writes.push_back(std::move(events));
            const AppendOutcome outcome = engine->append_and_wait(std::move(append));
            REQUIRE_MESSAGE(outcome.has_value(), outcome.error().message);
            roots[engine->head().next.value] = engine->head().root;
        }
    }
    StoredTree tree(std::uint64_t size) {
        auto tree = engine->tree({size});
        REQUIRE_MESSAGE(tree.has_value(), tree.error().message);
        return std::move(*tree);
    }
    std::map<std::uint64_t, Hash> roots;  // as the head named them
};

Hash hash_of(StoredTree& tree, Position position) {
    std::string leaf;
    encode_leaf(tree.leaf(position).value(), leaf);
    return leaf_hash(as_bytes(leaf));
}

}  // namespace

TEST_CASE_FIXTURE(Logged, "stored tree: the roots are those the head had, also long ago, and the empty log's is a constant") {
    grow_to(9000);
    grow_to(9001);
    REQUIRE(roots.size() == 10);
    for (const auto& [size, root] : roots) CHECK(tree(size).head().value() == TreeHead{{size}, root});
    for (const std::uint64_t size : {1, 2, 255, 256, 4095, 4096, 4097, 8192, 8500}) CHECK(tree(size).head().value().root == engine->recompute_root({size}).value());
    CHECK(tree(0).head().value().root == MerkleEdge().root());
    CHECK_FALSE(engine->tree({9002}).has_value());
}

TEST_CASE_FIXTURE(Logged, "stored tree: inclusion and consistency at both sides of every edge are proven") {
    grow_to(9000);
    const std::vector<std::uint64_t> edges = {1, 2, 3, 255, 256, 257, 4095, 4096, 4097, 8191, 8192, 8193, 9000};
    for (const std::uint64_t size : edges) {
        StoredTree of = tree(size);
        const TreeHead head = of.head().value();
        for (const std::uint64_t leaf : edges) {
            if (leaf > size) break;
            const auto path = of.inclusion({leaf - 1});
            REQUIRE_MESSAGE(path.has_value(), path.error().message);
            CHECK(proves_inclusion(*path, {leaf - 1}, hash_of(of, {leaf - 1}), head));
            const auto begins = of.consistency_from({leaf});
            REQUIRE_MESSAGE(begins.has_value(), begins.error().message);
            CHECK(proves_consistency(*begins, tree(leaf).head().value(), head));
        }
        CHECK_FALSE(of.inclusion({size}).has_value());
        CHECK_FALSE(of.consistency_from({size + 1}).has_value());
    }
}

TEST_CASE_FIXTURE(Logged, "stored tree: an anchor that is not what was written is told with its positions, and no proof comes of it") {
    grow_to(5000);
    engine.reset();
    const auto store = Store::open(directory.path() / "data" / "log", nullptr, false).value();
    Batch batch(*store);
    batch.put(Table::meta, layout::anchor_key({0}), layout::encode_anchor({{0}, leaf_hash({})}));
    REQUIRE(store->write(batch, true).has_value());
    StoredTree bent = StoredTree::open(*store, {5000}).value();
    const auto proof = bent.inclusion({7});
    REQUIRE_FALSE(proof.has_value());
    CHECK(proof.error().kind == ErrorKind::damaged);
    CHECK(proof.error().message.find("positions 0 to 4095") != std::string::npos);
}
