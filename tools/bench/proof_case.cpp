#include <chrono>
#include <random>

#include "engine/log/stored_tree.hpp"
#include "engine/proof/merkle.hpp"
#include "tools/bench/bench.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int proofs = 200;
constexpr double tree_share_wanted = 0.15;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Each proof from the beginning: anchors, one or two tiles of leaves, and its own verification.
template <typename Prove>
Result<Timing> timed_proofs(const Engine& engine, Position size, std::uint64_t& hashes, const Stop& stop, const Prove& prove) {
    std::mt19937_64 dice(size.value);
    Timing timing;
    const auto start = Clock::now();
    for (int i = 0; i < proofs && !stop(); ++i) {
        const Position position{dice() % size.value};
        const auto begun = Clock::now();
        FORLOEB_TRY(StoredTree tree, engine.tree(size));
        FORLOEB_TRY(const HashPath path, prove(tree, position));
        timing.microseconds.push_back(seconds_since(begun) * 1e6);
        hashes = std::max<std::uint64_t>(hashes, path.size());
    }
    timing.seconds = seconds_since(start);
    timing.operations = timing.microseconds.size();
    return timing;
}

/// What an append does for the tree, and nothing else: hash each leaf, keep the right edge and the roots of full tiles.
Result<Timing> tree_alone(const Engine& engine, Position size) {
    Timing timing;
    MerkleEdge edge;
    std::string record;
    while (edge.size() < size.value) {
        FORLOEB_TRY(const std::vector<LeafRecord> leaves, engine.read_leaves({edge.size()}, limits::leaves_asked_max));
        const auto start = Clock::now();
        for (const LeafRecord& leaf : leaves) {
            record.clear();
            encode_leaf(leaf, record);
            edge.append(leaf_hash(as_bytes(record)));
        }
        timing.seconds += seconds_since(start);
        timing.operations += leaves.size();
    }
    FORLOEB_TRY(StoredTree tree, engine.tree(size));
    FORLOEB_TRY(const TreeHead head, tree.head());
    if (edge.root() != head.root) return fail(ErrorKind::damaged, "The benchmark's log has another root than its leaves.");
    return timing;
}

}  // namespace

Status proof_figures(Bench& bench, const Engine& engine, const Timing& import) {
    const Position size = engine.head().next;
    if (size.value == 0 || bench.stop()()) return {};
    bench.tell("proof");
    std::uint64_t hashes = 0, consistency_hashes = 0;
    FORLOEB_TRY(Timing included, timed_proofs(engine, size, hashes, bench.stop(), [](StoredTree& tree, Position position) { return tree.inclusion(position); }));
    bench.add({"proof.inclusion", "proofs that one event of " + std::to_string(size.value) + " is in the log; in process, made and verified", 1, std::move(included), "", 0});
    FORLOEB_TRY(Timing consistent, timed_proofs(engine, size, consistency_hashes, bench.stop(), [](StoredTree& tree, Position position) { return tree.consistency_from(position.next()); }));
    bench.add({"proof.consistency", "proofs that the log began with an earlier one; in process, made and verified", 1, std::move(consistent), "", 0});
    bench.add(Quantity{"proof.inclusion.bytes_max", static_cast<double>(hashes * sizeof(Hash)), "bytes"});
    bench.add(Quantity{"proof.consistency.bytes_max", static_cast<double>(consistency_hashes * sizeof(Hash)), "bytes"});
    FORLOEB_TRY(Timing tree, tree_alone(engine, size));
    const double share = import.seconds > 0 ? tree.seconds / import.seconds : 0;
    bench.add({"tree", "leaves hashed into the tree, as each append does, on one core and nothing else", 1, std::move(tree), "", 0});
    bench.add(Goal{"tree: share of the time of bulk append, if it ran alone", share, tree_share_wanted, false});
    return {};
}

}  // namespace forloeb::bench
