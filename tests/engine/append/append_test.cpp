#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "engine/proof/sha256.hpp"
#include "events/schema/decision.capnp.h"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

TEST_CASE_FIXTURE(EngineFixture, "an append is stored with gapless positions and versions and can be read back") {
    const auto stored = engine->append_and_wait(request(1, on(case_stream(1), opened(9), contact())));
    REQUIRE_MESSAGE(stored.has_value(), stored.error().message);
    CHECK(stored->first == Position{0});
    CHECK(stored->count == 2);
    REQUIRE(stored->streams.size() == 1);
    CHECK(stored->streams[0].version == StreamVersion{2});

    const auto more = engine->append_and_wait(request(2, on(case_stream(1), contact())));
    CHECK(more->first == Position{2});

    const auto page = engine->read_stream(case_stream(1), {1}, Direction::forwards, {});
    REQUIRE(page.has_value());
    REQUIRE(page->events.size() == 3);
    CHECK(page->at_end);
    CHECK(page->events[0].is<CaseOpened>());
    CHECK(page->events[1].as<ContactHeld>().getChannel() == "sms");
    CHECK(page->events[2].leaf().position == Position{2});
    CHECK(page->events[2].leaf().version == StreamVersion{3});
    CHECK(page->events[0].leaf().event_id == derive_event_id(id(0x10001), 0));
    CHECK(page->events[1].leaf().event_id == derive_event_id(id(0x10001), 1));
    CHECK(page->events[1].leaf().payload_hash == sha256(page->events[1].bytes()));
}

TEST_CASE_FIXTURE(EngineFixture, "one append writes several streams atomically, or none of them") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)), on(case_stream(2), opened(9)))).has_value());
    CHECK(engine->head().next == Position{2});
    // The second stream's event is refused (opened twice): the first stream's must not appear.
    const auto refused = engine->append_and_wait(request(2, on(case_stream(1), contact()), on(case_stream(2), opened(9))));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK_FALSE(refused.error().rule.empty());
    CHECK(engine->head().next == Position{2});
    // And its taken-back state lets the next append through with the next position: a refusal consumes nothing.
    const auto next = engine->append_and_wait(request(3, on(case_stream(1), contact())));
    REQUIRE(next.has_value());
    CHECK(next->first == Position{2});
    CHECK(next->streams[0].version == StreamVersion{2});
}

TEST_CASE_FIXTURE(EngineFixture, "an expected version is checked, also on a stream that is not written") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());

    AppendRequest stale = request(2, on(case_stream(1), contact()));
    stale.expectations = {{case_stream(1), {0}}};
    const auto conflict = engine->append_and_wait(std::move(stale));
    REQUIRE_FALSE(conflict.has_value());
    CHECK(conflict.error().kind == ErrorKind::conflict);

    AppendRequest exact = request(3, on(case_stream(1), contact()));
    exact.expectations = {{case_stream(1), {1}}, {case_stream(77), {0}}};
    CHECK(engine->append_and_wait(std::move(exact)).has_value());

    AppendRequest elsewhere = request(4, on(case_stream(2), opened(9)));
    elsewhere.expectations = {{case_stream(1), {1}}};
    CHECK_FALSE(engine->append_and_wait(std::move(elsewhere)).has_value());
    CHECK(engine->stream_version(case_stream(2)).value() == StreamVersion{0});
}

TEST_CASE_FIXTURE(EngineFixture, "the same append id is stored once, for ever, and answers with the first position") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    REQUIRE(engine->append_and_wait(request(2, on(case_stream(1), contact(), contact("2026-01-07")))).has_value());
    REQUIRE(engine->append_and_wait(request(3, on(case_stream(1), contact("2026-01-08")))).has_value());
    for (int opening = 0; opening < 2; ++opening) {
        const auto again = engine->append_and_wait(request(2, on(case_stream(1), contact(), contact("2026-01-07"))));
        REQUIRE(again.has_value());
        CHECK(again->repeated);
        CHECK(again->first == Position{1});
        CHECK(again->count == 2);
        CHECK(again->streams[0].version == StreamVersion{3});
        CHECK(engine->head().next == Position{4});
        open();  // and after a restart
    }
}

TEST_CASE_FIXTURE(EngineFixture, "the same append id with other content is a conflict, not a success") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    const auto other = engine->append_and_wait(request(1, on(case_stream(1), opened(8))));
    REQUIRE_FALSE(other.has_value());
    CHECK(other.error().kind == ErrorKind::conflict);
    CHECK(other.error().field == "appendId");
}

TEST_CASE_FIXTURE(EngineFixture, "recordedAt never goes back, whatever the clock does") {
    set_clock("2026-03-01T12:00:00Z");
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    set_clock("2026-02-01T12:00:00Z");
    REQUIRE(engine->append_and_wait(request(2, on(case_stream(1), contact()))).has_value());
    open();
    REQUIRE(engine->append_and_wait(request(3, on(case_stream(1), contact("2026-01-07")))).has_value());
    const auto page = engine->read_stream(case_stream(1), {1}, Direction::forwards, {}).value();
    for (const EventView& event : page.events) CHECK(event.leaf().recorded_at == at("2026-03-01T12:00:00Z"));
    CHECK(engine->prefix_known_at(at("2026-03-01T12:00:00Z")).value() == Position{3});
    CHECK(engine->prefix_known_at(at("2026-02-28T12:00:00Z")).value() == Position{0});
}

TEST_CASE_FIXTURE(EngineFixture, "the published root is the RFC 6962 root of the stored leaves, across reopening") {
    for (std::uint64_t i = 1; i <= 37; ++i) REQUIRE(engine->append_and_wait(request(i, on(case_stream(i), opened(9)))).has_value());
    const LogHead head = engine->head();
    CHECK(engine->recompute_root(head.next).value() == head.root);
    open();
    CHECK(engine->head().root == head.root);
    CHECK(engine->head().next == head.next);
}

TEST_CASE_FIXTURE(EngineFixture, "writers in many threads share the log without gap, duplicate or loss") {
    constexpr std::uint64_t writers = 8, appends = 50;
    std::vector<std::thread> threads;
    std::vector<std::vector<Position>> positions(writers);
    for (std::uint64_t writer = 0; writer < writers; ++writer)
        threads.emplace_back([this, writer, &positions] {
            for (std::uint64_t i = 0; i < appends; ++i) {
                auto stored = engine->append_and_wait(request(1 + writer * appends + i, on(case_stream(1 + writer * appends + i), opened(9))));
                if (stored) positions[writer].push_back(stored->first);
            }
        });
    for (std::thread& thread : threads) thread.join();
    std::set<Position> all;
    for (const auto& mine : positions) {
        CHECK(std::is_sorted(mine.begin(), mine.end()));  // each writer waited: its positions rise
        all.insert(mine.begin(), mine.end());
    }
    CHECK(all.size() == writers * appends);
    CHECK(*all.rbegin() == Position{writers * appends - 1});
    const auto page = engine->read_log({0}, {10'000}).value();
    CHECK(page.events.size() == writers * appends);
}

TEST_CASE_FIXTURE(EngineFixture, "imported history is marked where a rule objects, not refused") {
    AppendRequest import = request(1, on(case_stream(1), opened(9), opened(9)));
    import.imported = true;
    REQUIRE(engine->append_and_wait(std::move(import)).has_value());
    const auto page = engine->read_stream(case_stream(1), {1}, Direction::forwards, {}).value();
    CHECK(page.events[0].leaf().flags == 0);
    CHECK(page.events[1].leaf().flags == leaf_rule_objected);
}

TEST_CASE_FIXTURE(EngineFixture, "an identifier finds its stream and cannot be bound twice") {
    AppendRequest first = request(1, on(case_stream(1), opened(9)));
    first.bindings = {{"xes:receipt", "case-10011", case_stream(1)}};
    REQUIRE(engine->append_and_wait(std::move(first)).has_value());
    CHECK(engine->lookup("xes:receipt", "case-10011").value() == case_stream(1));
    CHECK_FALSE(engine->lookup("xes:other", "case-10011").value().has_value());
    AppendRequest second = request(2, on(case_stream(2), opened(9)));
    second.bindings = {{"xes:receipt", "case-10011", case_stream(2)}};
    CHECK(engine->append_and_wait(std::move(second)).error().kind == ErrorKind::conflict);
}

TEST_CASE_FIXTURE(EngineFixture, "requests beyond a limit are refused with what to do") {
    CHECK(engine->append_and_wait(AppendRequest{}).error().kind == ErrorKind::invalid);
    AppendRequest twice = request(1, on(case_stream(1), opened(9)), on(case_stream(1), contact()));
    CHECK(engine->append_and_wait(std::move(twice)).error().kind == ErrorKind::invalid);
    AppendRequest many = request(2, on(case_stream(1), opened(9)));
    for (std::size_t i = 0; i < limits::append_events_max; ++i) many.writes[0].events.push_back(contact());
    CHECK(engine->append_and_wait(std::move(many)).error().kind == ErrorKind::invalid);
    CHECK(engine->head().next == Position{0});
}

TEST_CASE_FIXTURE(EngineFixture, "entries that say nothing are stored as long as readers go through them all, and refused by name beyond") {
    const auto application = [](unsigned entries) {
        return event<ApplicationReceived>("2026-01-06", [entries](ApplicationReceived::Builder payload) {
            payload.setApplication("a" + std::to_string(entries));
            payload.initServices(entries);
        });
    };
    REQUIRE(engine->append_and_wait(request(0, on(case_stream(1), opened(9)))).has_value());
    std::uint64_t stored = 0;
    std::uint64_t refused = 0;
    for (unsigned entries = 900; entries <= 3000; entries += entries < 1500 ? 7 : 500) {
        const auto outcome = engine->append_and_wait(request(entries, on(case_stream(1), application(entries))));
        if (!outcome) {
            CHECK(outcome.error().kind == ErrorKind::invalid);
            CHECK(outcome.error().message.find("say nothing") != std::string::npos);
            ++refused;
            continue;
        }
        ++stored;
        const auto page = engine->read_stream(case_stream(1), {1 + stored}, Direction::forwards, {});
        REQUIRE_MESSAGE(page.has_value(), page.error().message);
        CHECK(page->events.at(0).as<ApplicationReceived>().getServices().size() == entries);
    }
    CHECK(stored > 5);
    CHECK(refused > 5);
    CHECK(engine->verify(VerifyLevel::full, {}).is_clean());
}

TEST_CASE_FIXTURE(EngineFixture, "head listeners hear of each durable group and not after they are removed") {
    std::atomic<std::uint64_t> heard{0};
    const auto listener = engine->add_head_listener([&heard](const LogHead& head) { heard = head.next.value; });
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    CHECK(heard == 1);
    engine->remove_head_listener(listener);
    REQUIRE(engine->append_and_wait(request(2, on(case_stream(1), contact()))).has_value());
    CHECK(heard == 1);
}
