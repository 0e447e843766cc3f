#include "tests/faults/checkers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "engine/proof/merkle.hpp"
#include "tests/engine/temporary_directory.hpp"
#include "tests/faults/simulated_disk.hpp"

using namespace forloeb;
using namespace forloeb::faults;

namespace {

// A short, undisturbed history with everything in it that the checkers look at. Each test damages a copy.
class History {
  public:
    History() {
        SimulatedDisk disk(1);
        testing::TemporaryDirectory directory;
        Environment environment = Environment::system();
        environment.disk = disk.env();
        EngineOptions options;
        options.data = directory.path() / "data";
        auto engine = Engine::open(options, environment);
        REQUIRE(engine.has_value());
        std::atomic<std::uint64_t> tick{1};
        WrittenTogether together(tick);
        std::vector<Writer> writers;
        writers.emplace_back(1, WorkloadShape{}, Dice(11), together);
        writers.emplace_back(2, WorkloadShape{}, Dice(12), together);
        for (int round = 0; round < 60; ++round)
            for (Writer& writer : writers) writer.work(**engine, 1);
        auto read = read_image(**engine);
        REQUIRE(read.has_value());
        image = std::move(*read);
        for (const Writer& writer : writers)
            entries.insert(entries.end(), writer.ledger().begin(), writer.ledger().end());
    }

    [[nodiscard]] std::set<std::string> checkers_that_object() const {
        std::set<std::string> names;
        for (const Violation& violation : check(image, Ledger(entries.begin(), entries.end())))
            names.insert(violation.checker);
        return names;
    }
    // Makes versions, positions, copies and tree agree again, so that only the damage itself can be noticed.
    void renumber() {
        image.streams.clear();
        MerkleEdge edge;
        std::map<StreamId, Hash> newest;
        for (std::size_t i = 0; i < image.events.size(); ++i) {
            LeafRecord& leaf = image.events[i].leaf;
            leaf.position = {i};
            leaf.version = {image.streams[leaf.stream].size() + 1};
            leaf.previous = newest[leaf.stream];
            std::string bytes;
            encode_leaf(leaf, bytes);
            newest[leaf.stream] = leaf_hash(as_bytes(bytes));
            edge.append(newest[leaf.stream]);
            image.streams[leaf.stream].push_back(leaf);
        }
        image.head.next = {image.events.size()};
        image.head.root = image.recomputed_root = edge.root();
    }
    Entry& stored_entry(std::size_t events_min) {
        return *std::ranges::find_if(entries, [&](const Entry& entry) {
            return entry.stored() != nullptr && entry.expected.size() >= events_min;
        });
    }
    [[nodiscard]] std::size_t place(const Entry& entry) const { return entry.stored()->outcome->first.value; }

    LogImage image;
    std::vector<Entry> entries;
};

Error an_error(ErrorKind kind) { return Error{kind, "", {}, {}}; }

}  // namespace

TEST_CASE_FIXTURE(History, "checkers: an undisturbed history passes, and it holds what the checkers look at") {
    CHECK(checkers_that_object().empty());
    renumber();
    CHECK(checkers_that_object().empty());
    CHECK(std::ranges::any_of(entries, [](const Entry& entry) { return entry.plan.writes.size() > 2; }));
    CHECK(std::ranges::any_of(
        entries, [](const Entry& entry) { return entry.stored() != nullptr && !entry.plan.expectations.empty(); }));
    CHECK(std::ranges::any_of(
        entries, [](const Entry& entry) { return entry.stored() == nullptr && !entry.is_to_be_retried(); }));
    CHECK(std::ranges::any_of(entries, [](const Entry& entry) { return entry.attempts.size() > 1; }));
}

TEST_CASE_FIXTURE(History, "C1: an acknowledged append that is not there, or not there any more, is found") {
    const Entry& lost = stored_entry(1);
    const auto first = image.events.begin() + static_cast<std::ptrdiff_t>(place(lost));
    image.events.erase(first, first + static_cast<std::ptrdiff_t>(lost.expected.size()));
    renumber();
    CHECK(checkers_that_object().contains("C1"));
}

TEST_CASE_FIXTURE(History, "C1: other bytes than were sent are found, in the clear and sealed") {
    const std::size_t place_of_it = place(stored_entry(1));
    SUBCASE("clear") { image.events[place_of_it].clear.back() ^= 1; }
    SUBCASE("sealed") { image.events[place_of_it].text.back() ^= 1; }
    SUBCASE("on another stream") {
        image.events[place_of_it].leaf.stream.id = Uuid::from_halves(1, 1);
        renumber();
    }
    CHECK(checkers_that_object().contains("C1"));
}

TEST_CASE_FIXTURE(History, "C2: a gap, a wrong version, a short copy of a stream and a head too far are found") {
    SUBCASE("gap") { image.events.erase(image.events.begin() + 7); }
    SUBCASE("version") { image.events[7].leaf.version.value += 1; }
    SUBCASE("copy") { image.streams.begin()->second.pop_back(); }
    SUBCASE("copy of nothing") { image.streams.erase(image.streams.begin()); }
    SUBCASE("head") { image.head.next.value += 1; }
    CHECK(checkers_that_object().contains("C2"));
}

TEST_CASE_FIXTURE(History, "C3: an append that stands before one acknowledged before it was sent is found") {
    Entry& early = stored_entry(1);
    Entry& late = *std::ranges::find_if(entries.rbegin(), entries.rend(),
                                        [](const Entry& entry) { return entry.stored() != nullptr; });
    REQUIRE(place(early) < place(late));
    early.attempts.front().sent = 1'000'000;  // as if it had been sent after all others were answered
    early.attempts.front().answered = 1'000'001;
    CHECK(checkers_that_object() == std::set<std::string>{"C3"});
}

TEST_CASE_FIXTURE(History, "C4: a batch with a piece missing, swapped or torn apart is found") {
    const Entry& batch = stored_entry(3);
    const std::size_t first = place(batch);
    SUBCASE("missing") {
        image.events.erase(image.events.begin() + static_cast<std::ptrdiff_t>(first + 1));
        renumber();
    }
    SUBCASE("swapped") {
        std::swap(image.events[first], image.events[first + 1]);
        renumber();
    }
    SUBCASE("torn apart") {
        std::rotate(image.events.begin() + static_cast<std::ptrdiff_t>(first),
                    image.events.begin() + static_cast<std::ptrdiff_t>(first + 1), image.events.end());
        renumber();
    }
    CHECK(checkers_that_object().contains("C4"));
}

TEST_CASE_FIXTURE(History,
                  "C4: an identifier bound without its append, not bound with it, or bound elsewhere is found") {
    Entry& entry = stored_entry(1);
    const StreamId stream = entry.plan.writes.front().stream;
    entry.plan.bindings = {{"faults", "source-1", stream}};
    image.bound[{"faults", "source-1"}] = stream;
    CHECK(checkers_that_object().empty());
    SUBCASE("not bound") { image.bound[{"faults", "source-1"}].reset(); }
    SUBCASE("elsewhere") { image.bound[{"faults", "source-1"}] = StreamId{StreamKind::case_, Uuid::from_halves(1, 1)}; }
    SUBCASE("without its append") { image.bound[{"faults", "source-2"}] = stream; }
    CHECK(checkers_that_object() == std::set<std::string>{"C4"});
}

TEST_CASE_FIXTURE(History, "C5: an event that stands twice, or that nobody sent, is found") {
    SUBCASE("twice") {
        image.events.push_back(image.events[3]);
        renumber();
    }
    SUBCASE("from nowhere") {
        image.events.push_back(image.events[3]);
        image.events.back().leaf.event_id = Uuid::from_halves(1, 2);
        renumber();
    }
    CHECK(checkers_that_object() == std::set<std::string>{"C5"});
}

TEST_CASE_FIXTURE(History, "C6: an append stored at another version than it expected is found") {
    Entry& conditional = *std::ranges::find_if(
        entries, [](const Entry& entry) { return entry.stored() != nullptr && !entry.plan.expectations.empty(); });
    conditional.plan.expectations.front().version.value += 1;
    CHECK(checkers_that_object() == std::set<std::string>{"C6"});
}

TEST_CASE_FIXTURE(History, "C7: a refused append that is there is found, an unknown one may be there or not") {
    Entry& entry = stored_entry(1);
    std::set<std::string> expected;
    SUBCASE("refused") {
        entry.attempts.resize(1);
        entry.attempts.front().outcome = tl::make_unexpected(an_error(ErrorKind::conflict));
        expected = {"C7"};
    }
    SUBCASE("unknown, then refused") {
        entry.attempts.resize(1);
        entry.attempts.push_back(entry.attempts.front());
        entry.attempts.front().outcome = tl::make_unexpected(an_error(ErrorKind::unknown));
        entry.attempts.back().outcome = tl::make_unexpected(an_error(ErrorKind::refused));
        expected = {"C7"};
    }
    SUBCASE("unknown") {
        entry.attempts.resize(1);
        entry.attempts.front().outcome = tl::make_unexpected(an_error(ErrorKind::unknown));
    }
    SUBCASE("unknown, then turned away at the door") {
        entry.attempts.resize(1);
        entry.attempts.push_back(entry.attempts.front());
        entry.attempts.front().outcome = tl::make_unexpected(an_error(ErrorKind::unknown));
        entry.attempts.back().outcome = tl::make_unexpected(an_error(ErrorKind::unavailable));
        CHECK(entry.is_to_be_retried());
    }
    SUBCASE("unknown, then asked again of a store that cannot be read") {
        entry.attempts.resize(1);
        entry.attempts.push_back(entry.attempts.front());
        entry.attempts.front().outcome = tl::make_unexpected(an_error(ErrorKind::unknown));
        entry.attempts.back().outcome = tl::make_unexpected(an_error(ErrorKind::storage));
        CHECK(entry.is_to_be_retried());
    }
    SUBCASE("a store that could not be read") {
        entry.attempts.resize(1);
        entry.attempts.front().outcome = tl::make_unexpected(an_error(ErrorKind::storage));
        expected = {"C7"};
    }
    CHECK(checkers_that_object() == expected);
}

TEST_CASE_FIXTURE(History, "C14: a wrong root, a broken chain and changed stored bytes are found") {
    SUBCASE("head") { image.head.root[5] ^= 1; }
    SUBCASE("recomputed") { image.recomputed_root[5] ^= 1; }
    SUBCASE("chain") {
        std::ranges::find_if(image.events, [](const LoggedEvent& event) {
            return event.leaf.version.value > 1;
        })->leaf.previous[0] ^= 1;
    }
    SUBCASE("bytes") { image.events[4].stored_hash[0] ^= 1; }
    CHECK(checkers_that_object().contains("C14"));
}

TEST_CASE_FIXTURE(History, "kept: a head published beyond what came back, or over other events, is found") {
    SimulatedDisk disk(2);
    testing::TemporaryDirectory directory;
    Environment environment = Environment::system();
    environment.disk = disk.env();
    EngineOptions options;
    options.data = directory.path() / "data";
    const auto empty = Engine::open(options, environment);
    REQUIRE(empty.has_value());
    CHECK(check_published(**empty, {}).empty());
    CHECK(check_published(**empty, image.head).size() == 1);
    std::atomic<std::uint64_t> tick{1};
    WrittenTogether together(tick);
    Writer(3, WorkloadShape{}, Dice(13), together).work(**empty, 3);
    LogHead published = (*empty)->head();
    CHECK(check_published(**empty, published).empty());
    published.root[0] ^= 1;
    CHECK(check_published(**empty, published).size() == 1);
}

TEST_CASE_FIXTURE(History, "kept: a shorter or a rewritten history is found") {
    std::vector<LoggedEvent> shown(image.events.begin(), image.events.end() - 3);
    CHECK(check_kept(image, shown).empty());
    SUBCASE("shorter") { image.events.resize(shown.size() - 1); }
    SUBCASE("rewritten") { image.events[2].stored_hash[0] ^= 1; }
    CHECK(check_kept(image, shown).size() == 1);
}
