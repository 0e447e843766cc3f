// A rebuild cut short at each of its steps: the old rows serve until the new ones are whole, and the new ones are those
// that following made.
#include <doctest/doctest.h>


#include "tests/projections/runner/counting_projection.hpp"

namespace forloeb {
namespace {

using namespace testing;
namespace fs = std::filesystem;

class RebuildFixture : public RunnerFixture {
  public:
    static constexpr std::uint64_t cases = 40;
    static constexpr std::uint64_t events_of_a_case = 300;  // so many that the rows are written in several parts

    RebuildFixture() {
        for (std::uint64_t number = 1; number <= cases; ++number) {
            StreamEvents events = on(case_stream(number), opened(1000 + number));
            while (events.events.size() < events_of_a_case) events.events.push_back(contact());
            REQUIRE(engine->append_and_wait(request(++appends, std::move(events))).has_value());
        }
    }

    /// Rebuilds until the first part is in, and is cancelled then.
    static Status rebuild_a_part(Runner& runner) {
        return runner.rebuild(runner.all(), [&](std::uint64_t, std::uint64_t) { runner.cancel_rebuild(); });
    }
    /// What a kill leaves behind.
    void keep(const char* name) { fs::copy(derived(), directory.path() / name, fs::copy_options::recursive); }
    void put_back(const char* name) {
        fs::remove_all(derived());
        fs::rename(directory.path() / name, derived());
    }
    /// Rebuilds; the events that were in before it wrote anything of its own are returned.
    static std::uint64_t finish_rebuild(Runner& runner) {
        std::uint64_t first = 0;
        REQUIRE(runner.rebuild(runner.all(), [&](std::uint64_t done, std::uint64_t) { first = first == 0 ? done : first; }).has_value());
        return first;
    }
};

}  // namespace

TEST_CASE_FIXTURE(RebuildFixture, "a cancelled rebuild leaves the live rows serving, and the next one goes on where it was") {
    const auto runner = open_runner();
    const std::string live = digest(*runner);
    const Status cancelled = rebuild_a_part(*runner);
    REQUIRE_FALSE(cancelled.has_value());
    CHECK(cancelled.error().kind == ErrorKind::unavailable);
    const FollowerStatus after = status(*runner);
    CHECK(after.generation == 1);
    CHECK_FALSE(after.rebuilding);
    CHECK(after.rebuilt_to > 0);
    CHECK(after.rebuilt_to < after.rebuild_of);
    CHECK(after.rebuild_of == cases * events_of_a_case);
    CHECK(digest(*runner) == live);

    CHECK(finish_rebuild(*runner) > after.rebuilt_to);
    CHECK(status(*runner).generation == 2);
    CHECK(status(*runner).rebuilt_to == cases * events_of_a_case);
    CHECK(digest(*runner) == live);
}

TEST_CASE_FIXTURE(RebuildFixture, "a rebuild killed after some of its rows were on the disk goes on from them") {
    std::string live;
    std::uint64_t reached = 0;
    {
        const auto runner = open_runner();
        live = digest(*runner);
        REQUIRE_FALSE(rebuild_a_part(*runner).has_value());
        reached = status(*runner).rebuilt_to;
    }
    append(case_stream(1), contact());  // known to neither generation
    const auto runner = open_runner();
    CHECK(digest(*runner) == live);
    REQUIRE(runner->catch_up().has_value());
    CHECK(finish_rebuild(*runner) > reached);
    CHECK(contacts(*runner, case_stream(1)) == std::to_string(events_of_a_case));
    const std::string gone_on = digest(*runner);
    REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    CHECK(digest(*runner) == gone_on);
}

TEST_CASE_FIXTURE(RebuildFixture, "a rebuild killed before anything of it was on the disk begins anew") {
    std::string live;
    {
        const auto runner = open_runner();
        live = digest(*runner);
    }
    fs::create_directories(derived() / "counting" / "2");  // the folder is there, its rows are not
    const auto runner = open_runner();
    CHECK(status(*runner).generation == 1);
    REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    CHECK(status(*runner).generation == 2);
    CHECK(digest(*runner) == live);
}

TEST_CASE_FIXTURE(RebuildFixture, "a rebuild killed when its rows were whole but not yet the live ones only has to follow") {
    std::string live;
    {
        const auto runner = open_runner();
        live = digest(*runner);
    }
    keep("before");
    {
        const auto runner = open_runner();
        REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    }
    fs::rename(derived() / "counting" / "2", directory.path() / "before" / "counting" / "2");
    put_back("before");
    const auto runner = open_runner();
    CHECK(status(*runner).generation == 1);
    CHECK(digest(*runner) == live);
    CHECK(finish_rebuild(*runner) == 0);
    CHECK(status(*runner).generation == 2);
    CHECK(digest(*runner) == live);
}

TEST_CASE_FIXTURE(RebuildFixture, "a rebuild killed right after the swap leaves the new rows live and the old ones are taken away") {
    std::string live;
    {
        const auto runner = open_runner();
        live = digest(*runner);
    }
    keep("before");
    {
        const auto runner = open_runner();
        REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    }
    fs::rename(directory.path() / "before" / "counting" / "1", derived() / "counting" / "1");
    const auto runner = open_runner();
    CHECK(status(*runner).generation == 2);
    CHECK(digest(*runner) == live);
    CHECK_FALSE(fs::exists(derived() / "counting" / "1"));
}

TEST_CASE_FIXTURE(RebuildFixture, "the first build, cut short, goes on at the next start") {
    {
        const auto runner = open_runner();
        REQUIRE_FALSE(rebuild_a_part(*runner).has_value());
    }
    // As if there had never been a first generation: its successor-to-be takes the first number.
    fs::remove(derived() / "counting" / "CURRENT");
    fs::remove_all(derived() / "counting" / "1");
    fs::rename(derived() / "counting" / "2", derived() / "counting" / "1");
    const auto runner = open_runner();
    CHECK(status(*runner).generation == 1);
    CHECK(runner->followers().front()->count_rows().value() == cases);
    CHECK(contacts(*runner, case_stream(cases)) == std::to_string(events_of_a_case - 1));
}

TEST_CASE_FIXTURE(RebuildFixture, "appends and following go on during a rebuild, which ends with their events") {
    const auto runner = open_runner();
    std::uint64_t appended = 0;
    REQUIRE(runner->rebuild(runner->all(), [&](std::uint64_t, std::uint64_t) {
        append(case_stream(1), contact());
        ++appended;
        REQUIRE(runner->catch_up().has_value());
        CHECK(contacts(*runner, case_stream(1)) == std::to_string(events_of_a_case - 1 + appended));
    }).has_value());
    CHECK(appended > 0);
    CHECK(status(*runner).checkpoint == Position{cases * events_of_a_case + appended});
    CHECK(contacts(*runner, case_stream(1)) == std::to_string(events_of_a_case - 1 + appended));
}

TEST_CASE_FIXTURE(RebuildFixture, "one rebuild at a time, and the second is told so") {
    const auto runner = open_runner();
    Status second;
    REQUIRE(runner->rebuild(runner->all(), [&](std::uint64_t, std::uint64_t) { second = runner->rebuild(runner->all(), {}); }).has_value());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().kind == ErrorKind::conflict);
}

}  // namespace forloeb
