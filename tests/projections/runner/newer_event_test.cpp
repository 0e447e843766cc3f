// An event that a newer version of this program wrote: its own case is parked, and nobody else's.
#include <doctest/doctest.h>

#include <set>

#include "engine/log/log.hpp"
#include "engine/storage/layout.hpp"
#include "tests/projections/runner/counting_projection.hpp"

namespace forloeb {
namespace {

using namespace testing;

/// A log whose store gets some events as a newer version would have written them: of a type nobody here has heard of.
class LogOfANewerVersion final : public Log {
  public:
    LogOfANewerVersion(Store& store, std::set<std::uint64_t> newer) : store_(store), newer_(std::move(newer)) {}
    LogResult append(const Group& group, Batch& derived) override {
        for (const GroupEvent& event : group.events) {
            if (!newer_.contains(event.leaf.position.value)) continue;
            REQUIRE(group.events.size() == 1);
            LeafRecord leaf = event.leaf;
            leaf.type_id = 0xfeedfeedfeedfeed;
            std::string bytes;
            encode_leaf(leaf, bytes);
            layout::RunBuilder run;
            run.add(as_bytes(bytes), event.payload);
            const std::string value = run.take();
            derived.put(Table::log, layout::run_key(group.first), value);
            derived.put(Table::streams, layout::stream_key(leaf.stream, leaf.version), value);
        }
        if (Status written = store_.write(derived, true); !written) return Unknown{std::move(written.error())};
        return Appended{};
    }
    Result<std::vector<std::string>> groups_from(Position) override { return std::vector<std::string>{}; }

  private:
    Store& store_;
    std::set<std::uint64_t> newer_;
};

class NewerEventFixture : public RunnerFixture {
  public:
    NewerEventFixture() {
        engine.reset();
        std::filesystem::remove_all(options().data);
        EngineOptions with_newer = options();
        with_newer.make_log = [](Store& store) { return std::make_unique<LogOfANewerVersion>(store, std::set<std::uint64_t>{3}); };
        engine = Engine::open(with_newer, environment()).value();
    }
};

}  // namespace

TEST_CASE_FIXTURE(NewerEventFixture, "an event of a newer version parks its case and nobody else's") {
    const auto runner = open_runner();
    append(case_stream(1), opened(100));
    append(case_stream(2), opened(200));
    append(case_stream(1), contact());
    REQUIRE(runner->catch_up().has_value());
    CHECK(status(*runner).parked.empty());
    append(case_stream(1), contact());  // position 3: the newer one
    append(case_stream(2), contact());
    REQUIRE(runner->catch_up().has_value());

    const FollowerStatus now = status(*runner);
    CHECK(now.failure.empty());
    CHECK(now.checkpoint == Position{5});
    REQUIRE(now.parked.size() == 1);
    CHECK(now.parked[0].case_id == case_stream(1).id);
    CHECK(now.parked[0].parked.position == Position{3});
    CHECK(now.parked[0].parked.reason == "A newer version of this program wrote this event: upgrade to read it.");
    CHECK(contacts(*runner, case_stream(1)) == "no row");
    CHECK(contacts(*runner, case_stream(2)) == "1");

    const std::string live = digest(*runner);
    REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    CHECK(digest(*runner) == live);
    CHECK(status(*runner).parked.size() == 1);
}

}  // namespace forloeb
