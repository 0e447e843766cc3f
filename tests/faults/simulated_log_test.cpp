#include "tests/faults/simulated_log.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <thread>

#include "tests/engine/engine_fixture.hpp"
#include "tests/faults/checkers.hpp"
#include "tests/faults/scale.hpp"

using namespace forloeb;
using namespace forloeb::faults;
using namespace forloeb::testing;

namespace {

// What the nodes of one data controller share: the log and the keys. Subject keys are read when a node opens, so these
// tests write nothing sealed.
struct Shared {
    Elsewhere log;
    TemporaryDirectory keys;
};

// One machine of several: its own directory, its own engine.
class Node {
  public:
    explicit Node(Shared& shared) : shared_(shared) { open(); }

    void open() {
        engine.reset();
        stopped = 0;
        Environment environment = Environment::system();
        environment.now = [this] { return Instant{clock_ += 1000}; };
        environment.elapsed_micros = {};
        environment.on_storage_failure = [this](const Error&) {
            ++stopped;
            stopped.notify_all();
        };
        EngineOptions options;
        options.data = directory_.path() / "data";
        options.keys = shared_.keys.path() / "keys";
        options.make_log = [this](Store& store) { return std::make_unique<SimulatedLog>(store, shared_.log); };
        auto opened = Engine::open(std::move(options), std::move(environment));
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        engine = std::move(*opened);
    }
    /// Every row the engine keeps, as "table key value" in hexadecimal. Closes the engine.
    std::vector<std::string> rows() {
        engine.reset();
        const auto store = Store::open(directory_.path() / "data" / "log", nullptr, false);
        REQUIRE(store.has_value());
        std::vector<std::string> rows;
        for (std::size_t table = 0; table < table_count; ++table) {
            Cursor cursor = (*store)->cursor(static_cast<Table>(table));
            for (cursor.seek(""); cursor.valid(); cursor.next())
                rows.push_back(std::to_string(table) + " " + to_hex(as_bytes(cursor.key())) + " " +
                               to_hex(as_bytes(cursor.value())));
            REQUIRE(cursor.status().has_value());
        }
        return rows;
    }

    std::unique_ptr<Engine> engine;
    std::atomic<int> stopped{0};

  private:
    Shared& shared_;
    TemporaryDirectory directory_;
    std::atomic<std::int64_t> clock_{1'772'000'000'000'000};
};

}  // namespace

TEST_CASE("a node that is overtaken takes over what won, and sequences its own append again behind it") {
    Shared shared;
    Node first(shared), second(shared);
    REQUIRE(first.engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    REQUIRE(first.engine->append_and_wait(request(2, on(case_stream(1), contact()))).has_value());

    // The second node has not heard of any of this: its append is refused its place and comes after.
    const auto later =
        second.engine->append_and_wait(request(3, on(case_stream(1), contact()), on(case_stream(2), opened(9))));
    REQUIRE_MESSAGE(!later.has_value(), "a case rule refuses on what this node knows: the case is not open here");
    CHECK(second.engine->head().next == Position{0});
    const auto other = second.engine->append_and_wait(request(4, on(case_stream(2), opened(9))));
    REQUIRE_MESSAGE(other.has_value(), other.error().message);
    CHECK(other->first == Position{2});
    CHECK(shared.log.conflicts() == 1);
    CHECK(second.engine->head().next == Position{3});
    // Now it knows the first node's case, and its version.
    const auto known = second.engine->append_and_wait(request(5, on(case_stream(1), contact())));
    REQUIRE_MESSAGE(known.has_value(), known.error().message);
    CHECK(known->streams[0].version == StreamVersion{3});
    CHECK(second.stopped == 0);
}

TEST_CASE("an expected version is asked anew after being overtaken") {
    Shared shared;
    Node first(shared), second(shared);
    REQUIRE(first.engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    AppendRequest on_a_new_case = request(2, on(case_stream(1), opened(9)));
    on_a_new_case.expectations = {{case_stream(1), {0}}};  // true here, no longer true in the log
    const auto refused = second.engine->append_and_wait(std::move(on_a_new_case));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK(shared.log.head() == Position{1});
}

TEST_CASE("the same append id on two nodes is stored once") {
    Shared shared;
    Node first(shared), second(shared);
    const auto stored = first.engine->append_and_wait(request(1, on(case_stream(1), opened(9))));
    REQUIRE(stored.has_value());
    const auto again = second.engine->append_and_wait(request(1, on(case_stream(1), opened(9))));
    REQUIRE_MESSAGE(again.has_value(), again.error().message);
    CHECK(again->repeated);
    CHECK(again->first == stored->first);
    CHECK(shared.log.head() == Position{1});
}

TEST_CASE("a node that gets no answer stops, says unknown, and finds out after a restart") {
    Shared shared;
    Node node(shared);
    REQUIRE(node.engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    Fate fate{};
    SUBCASE("the log had taken it") { fate = Fate::answer_lost; }
    SUBCASE("the log had not") { fate = Fate::request_lost; }
    shared.log.decide_next({fate});

    const auto unknown = node.engine->append_and_wait(request(2, on(case_stream(1), contact())));
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().kind == ErrorKind::unknown);
    node.stopped.wait(0);  // the answers go out first
    CHECK(node.stopped == 1);
    const auto after = node.engine->append_and_wait(request(3, on(case_stream(1), contact())));
    REQUIRE_FALSE(after.has_value());
    CHECK(after.error().kind == ErrorKind::unavailable);
    CHECK(node.engine->head().next == Position{1});  // what is not known is not shown

    node.open();
    CHECK(node.engine->head().next == Position{fate == Fate::answer_lost ? 2u : 1u});
    const auto retried = node.engine->append_and_wait(request(2, on(case_stream(1), contact())));
    REQUIRE(retried.has_value());
    CHECK(retried->repeated == (fate == Fate::answer_lost));
    CHECK(retried->first == Position{1});
    CHECK(node.engine->head().next == Position{2});
}

TEST_CASE("two nodes under load, overtaking each other and losing answers, hold the same rows and break no promise") {
    const Scale scale = Scale::chosen();
    Shared shared;
    Node nodes[2] = {Node(shared), Node(shared)};
    std::atomic<std::uint64_t> tick{1};
    // Apart: a node refuses by its own rules what it has not heard of yet.
    WrittenTogether together[2] = {WrittenTogether(tick), WrittenTogether(tick)};
    std::vector<std::unique_ptr<Writer>> writers[2];
    Dice dice(scale.seed);
    WorkloadShape shape;
    shape.sealed = false;
    for (std::uint64_t node = 0; node < 2; ++node)
        for (std::uint64_t writer = 1; writer <= 2; ++writer)
            writers[node].push_back(std::make_unique<Writer>(node * 10 + writer, shape, dice.fork(), together[node]));

    for (std::uint32_t round = 0; round < scale.log_rounds; ++round) {
        std::vector<Fate> fates(dice.between(5, 25), Fate::answered);
        fates.back() = dice.chance(50) ? Fate::answer_lost : Fate::request_lost;
        shared.log.decide_next(std::move(fates));
        std::vector<std::thread> threads;
        for (std::size_t node = 0; node < 2; ++node)
            for (const auto& writer : writers[node])
                threads.emplace_back([&, node] {
                    writer->retry(*nodes[node].engine, false);
                    writer->work(*nodes[node].engine, 15);
                });
        for (std::thread& thread : threads) thread.join();
        for (Node& node : nodes)
            if (node.stopped > 0) node.open();
    }
    shared.log.decide_next({});
    Ledger ledger;
    for (std::size_t node = 0; node < 2; ++node) {
        nodes[node].open();
        for (const auto& writer : writers[node]) {
            writer->retry(*nodes[node].engine, true);
            for (const Entry& entry : writer->ledger()) {
                CHECK_FALSE(entry.is_to_be_retried());
                ledger.emplace_back(entry);
            }
        }
    }
    for (Node& node : nodes) node.open();  // takes over what the other wrote last
    const auto image = read_image(*nodes[0].engine);
    REQUIRE_MESSAGE(image.has_value(), image.error().message);
    const auto violations = check(*image, ledger);
    CHECK_MESSAGE(violations.empty(), told(violations));
    CHECK(image->head.next == shared.log.head());
    std::printf(
        "%llu lost answers between two nodes on one log: %llu events, %llu overtaken groups, seed %llu\n",
        static_cast<unsigned long long>(shared.log.answers_lost()), static_cast<unsigned long long>(image->events.size()),
        static_cast<unsigned long long>(shared.log.conflicts()), static_cast<unsigned long long>(scale.seed));
    CHECK(shared.log.conflicts() > 0);
    CHECK(shared.log.answers_lost() > 0);
    const auto rows = nodes[0].rows();
    CHECK(rows.size() > image->events.size());
    CHECK(rows == nodes[1].rows());
}
