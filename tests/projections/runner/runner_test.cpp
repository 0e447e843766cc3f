#include "projections/runner/runner.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/projections/runner/counting_projection.hpp"

namespace forloeb {

using namespace testing;

TEST_CASE_FIXTURE(RunnerFixture, "rows follow the log and say how far") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    const auto runner = open_runner();
    CHECK(contacts(*runner, case_stream(1)) == "1");
    append(case_stream(1), contact());
    append(case_stream(2), opened(200));
    append(case_stream(2), contact());
    REQUIRE(runner->catch_up().has_value());
    CHECK(contacts(*runner, case_stream(1)) == "2");
    CHECK(contacts(*runner, case_stream(2)) == "1");
    CHECK(status(*runner).checkpoint == Position{5});
    CHECK(runner->followers().front()->count_rows().value() == 2);
}

TEST_CASE_FIXTURE(RunnerFixture, "a started runner follows without being asked") {
    const auto runner = open_runner();
    runner->start();
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    REQUIRE(runner->wait_for({2}, std::chrono::seconds(30)));
    CHECK(contacts(*runner, case_stream(1)) == "1");
    runner->stop();
}

TEST_CASE_FIXTURE(RunnerFixture, "rows survive a restart and are not built again") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    open_runner()->stop();
    const auto runner = open_runner();
    CHECK(status(*runner).generation == 1);
    CHECK(status(*runner).checkpoint == Position{2});
    CHECK(contacts(*runner, case_stream(1)) == "1");
}

TEST_CASE_FIXTURE(RunnerFixture, "rows lost in a kill are pulled again, exactly once") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    { const auto runner = open_runner(); }
    const auto copy = directory.path() / "killed";
    {
        const auto runner = open_runner();
        append(case_stream(1), contact());
        REQUIRE(runner->catch_up().has_value());
        // What a kill leaves behind: the files as they are before anything is flushed.
        std::filesystem::copy(derived(), copy, std::filesystem::copy_options::recursive);
    }
    std::filesystem::remove_all(derived());
    std::filesystem::rename(copy, derived());
    const auto runner = open_runner();
    CHECK(status(*runner).checkpoint == Position{2});
    REQUIRE(runner->catch_up().has_value());
    CHECK(contacts(*runner, case_stream(1)) == "2");
}

TEST_CASE_FIXTURE(RunnerFixture, "a corrected and a retracted event fold their case again") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    append(case_stream(1), contact());
    const auto runner = open_runner();
    CHECK(contacts(*runner, case_stream(1)) == "2");
    const auto second = engine->read_stream(case_stream(1), {3}, Direction::forwards, {.events = 1});
    REQUIRE(second.has_value());
    const Uuid target = second->events.front().leaf().event_id;
    append(case_stream(1), event<EventRetracted>("2026-02-01", [&](EventRetracted::Builder payload) {
               payload.getTarget().setHigh(target.high());
               payload.getTarget().setLow(target.low());
           }));
    REQUIRE(runner->catch_up().has_value());
    CHECK(contacts(*runner, case_stream(1)) == "1");
}

TEST_CASE_FIXTURE(RunnerFixture, "live rows and rebuilt rows are the same bytes, read from the disk by anybody") {
    for (std::uint64_t number = 1; number <= 20; ++number) append(case_stream(number), opened(100 + number));
    const auto runner = open_runner();
    for (std::uint64_t number = 1; number <= 20; ++number) {
        append(case_stream(number), contact());
        if (number % 3 == 0) REQUIRE(runner->catch_up().has_value());
    }
    REQUIRE(runner->catch_up().has_value());
    const std::string live = digest(*runner);
    REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    CHECK(status(*runner).generation == 2);
    CHECK(digest(*runner) == live);
    CHECK(digest_of_projection(derived(), "counting").value() == live);
    CHECK_FALSE(std::filesystem::exists(derived() / "counting" / "1"));
}

TEST_CASE_FIXTURE(RunnerFixture, "one altered row changes the digest") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    std::string before;
    {
        const auto runner = open_runner();
        before = digest(*runner);
    }
    {
        auto store = RowStore::open(live_generation_directory(derived(), "counting").value(), RowStore::Access::write);
        REQUIRE(store.has_value());
        REQUIRE((*store)->apply({{{row_keys::of_case(row_keys::rows, case_stream(1).id) + "contacts", "2"}}, {}}).has_value());
        REQUIRE((*store)->flush().has_value());
    }
    CHECK(digest_of_projection(derived(), "counting").value() != before);
}

TEST_CASE_FIXTURE(RunnerFixture, "asking how a projection stands reads none of its rows, however many there are") {
    constexpr int cases = 400;  // several blocks of a file
    for (int i = 1; i <= cases; ++i) append(case_stream(static_cast<std::uint64_t>(i)), opened(static_cast<std::uint64_t>(1000 + i)));
    open_runner()->stop();
    for (const auto& file : std::filesystem::directory_iterator(live_generation_directory(derived(), "counting").value())) {
        if (file.path().extension() != ".sst") continue;
        std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>(file.file_size() / 2));
        bytes.write("rot", 3);
        REQUIRE(bytes.good());
    }
    const auto runner = open_runner();
    CHECK(runner->followers().front()->count_rows().error().kind == ErrorKind::damaged);
    CHECK(status(*runner).checkpoint == Position{cases});
}

TEST_CASE_FIXTURE(RunnerFixture, "readers keep the old rows while and after a rebuild takes their place") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    const auto runner = open_runner();
    const auto held = runner->followers().front()->rows();
    append(case_stream(1), contact());
    bool served_during_rebuild = false;
    REQUIRE(runner->rebuild(runner->all(), [&](std::uint64_t, std::uint64_t) {
        served_during_rebuild = contacts(*runner, case_stream(1)) == "1" && status(*runner).rebuilding;
    }).has_value());
    CHECK(served_during_rebuild);
    CHECK(contacts(*runner, case_stream(1)) == "2");
    const auto old = held->store().get(row_keys::of_case(row_keys::rows, case_stream(1).id) + "contacts");
    REQUIRE(old.has_value());
    CHECK(*old == "1");
}

TEST_CASE_FIXTURE(RunnerFixture, "generations that nobody points to are taken away at the start") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    open_runner()->stop();
    std::filesystem::create_directories(derived() / "counting" / "7");
    std::ofstream(derived() / "counting" / "7" / "half").put('x');
    const auto runner = open_runner();
    CHECK(status(*runner).generation == 1);
    CHECK_FALSE(std::filesystem::exists(derived() / "counting" / "7"));
}

TEST_CASE_FIXTURE(RunnerFixture, "an event that cannot be applied parks its case and nobody else's") {
    const auto runner = open_runner();
    append(case_stream(1), opened(100));
    append(case_stream(1), contact("2026-01-06", "refused"));
    append(case_stream(2), opened(200));
    append(case_stream(2), contact());
    append(case_stream(3), opened(300));
    append(case_stream(3), contact("2026-01-06", "throws"));
    REQUIRE(runner->catch_up().has_value());
    CHECK(contacts(*runner, case_stream(1)) == "no row");
    CHECK(contacts(*runner, case_stream(2)) == "1");
    const FollowerStatus now = status(*runner);
    CHECK(now.checkpoint == Position{6});
    REQUIRE(now.parked.size() == 2);
    CHECK(now.parked[0].case_id == case_stream(1).id);
    CHECK(now.parked[0].parked.position == Position{1});
    CHECK(now.parked[0].parked.reason == "A contact by a channel that cannot be.");
    CHECK(now.parked[1].parked.position == Position{5});
    CHECK(now.parked[1].parked.reason.find("own words") == std::string::npos);
    SUBCASE("a rebuild parks the same cases with the same bytes") {
        const std::string live = digest(*runner);
        REQUIRE(runner->rebuild(runner->all(), {}).has_value());
        CHECK(digest(*runner) == live);
        CHECK(status(*runner).parked.size() == 2);
    }
    SUBCASE("retracting the event mends the case") {
        const auto bad = engine->read_stream(case_stream(1), {2}, Direction::forwards, {.events = 1});
        const Uuid target = bad->events.front().leaf().event_id;
        append(case_stream(1), event<EventRetracted>("2026-02-01", [&](EventRetracted::Builder payload) {
                   payload.getTarget().setHigh(target.high());
                   payload.getTarget().setLow(target.low());
               }));
        REQUIRE(runner->catch_up().has_value());
        CHECK(contacts(*runner, case_stream(1)) == "0");
        CHECK(status(*runner).parked.size() == 1);
    }
}

TEST_CASE_FIXTURE(RunnerFixture, "rows of another version, and rows ahead of the log, are built anew") {
    append(case_stream(1), opened(100));
    append(case_stream(1), contact());
    open_runner()->stop();
    SUBCASE("another version") {
        const auto runner = open_runner(2);
        CHECK(status(*runner).generation == 2);
        CHECK(contacts(*runner, case_stream(1)) == "1");
    }
    SUBCASE("an older log, as after restoring a backup") {
        const auto kept = directory.path() / "kept";
        engine.reset();
        std::filesystem::rename(derived(), kept);
        std::filesystem::remove_all(options().data);
        engine = Engine::open(options(), environment()).value();
        append(case_stream(7), opened(700));
        std::filesystem::rename(kept, derived());
        const auto runner = open_runner();
        CHECK(status(*runner).checkpoint == Position{1});
        CHECK(contacts(*runner, case_stream(1)) == "no row");
        CHECK(contacts(*runner, case_stream(7)) == "0");
    }
    SUBCASE("damaged rows") {
        for (const auto& file : std::filesystem::directory_iterator(live_generation_directory(derived(), "counting").value()))
            if (file.path().filename().string().starts_with("MANIFEST")) std::filesystem::resize_file(file.path(), 10);
        const auto runner = open_runner();
        CHECK(contacts(*runner, case_stream(1)) == "1");
    }
}

TEST_CASE_FIXTURE(RunnerFixture, "a retracted import folds its cases again") {
    const Uuid batch = id(77);
    auto imported = event<ContactHeld>("2026-01-06");
    {
        capnp::MallocMessageBuilder message;
        auto proposal = message.initRoot<ProposedEvent>();
        proposal.setType("contact.held");
        auto envelope = proposal.initEnvelope();
        write_moment(envelope.initOccurredAt(), parse_when("2026-01-06").value());
        envelope.getSource().setSystem("log");
        envelope.getSource().setPosition(1);
        envelope.getSource().getBatch().setHigh(batch.high());
        envelope.getSource().getBatch().setLow(batch.low());
        static_cast<void>(proposal.getPayload().initAs<ContactHeld>());
        imported = check_proposal(proposal.asReader(), StreamKind::case_).value();
    }
    append(case_stream(1), opened(100));
    append(case_stream(1), std::move(imported));
    append(case_stream(1), contact());
    const auto runner = open_runner();
    CHECK(contacts(*runner, case_stream(1)) == "2");
    append({StreamKind::governance, id(900)}, event<ImportRetracted>("2026-02-01", [&](ImportRetracted::Builder payload) {
               payload.getBatch().setHigh(batch.high());
               payload.getBatch().setLow(batch.low());
           }, StreamKind::governance));
    REQUIRE(runner->catch_up().has_value());
    CHECK(contacts(*runner, case_stream(1)) == "1");
    const std::string live = digest(*runner);
    REQUIRE(runner->rebuild(runner->all(), {}).has_value());
    CHECK(digest(*runner) == live);
}

}  // namespace forloeb
