#include <doctest/doctest.h>

#include "engine/read/reader.hpp"
#include "engine/storage/store.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

// An engine's log of 40 events on two cases, then its store opened bare, to take rows away.
struct Stored : EngineFixture {
    Stored() {
        REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)), on(case_stream(2), opened(9)))).has_value());
        for (std::uint64_t i = 0; i < 38; ++i) REQUIRE(engine->append_and_wait(request(2 + i, on(case_stream(1 + i % 2), contact()))).has_value());
        engine.reset();
        auto opened_store = Store::open(options().data / "log", nullptr, false);
        REQUIRE(opened_store.has_value());
        store = std::move(*opened_store);
    }
    void overwrite(Table table, const std::string& key, const std::string& value) {
        Batch batch(*store);
        batch.put(table, key, value);
        REQUIRE(store->write(batch, true).has_value());
    }
    std::unique_ptr<Store> store;
};

}  // namespace

TEST_CASE_FIXTURE(Stored, "every page size gives the same log and the same stream, in both directions") {
    const Reader reader(*store);
    for (std::size_t size : {1u, 3u, 7u, 100u}) {
        std::uint64_t next = 0;
        for (bool at_end = false; !at_end;) {
            const Page page = reader.log({next}, {40}, {size}).value();
            for (const EventView& event : page.events) CHECK(event.leaf().position == Position{next++});
            at_end = page.at_end;
        }
        CHECK(next == 40);
        std::uint64_t version = 1;
        for (bool at_end = false; !at_end;) {
            const Page page = reader.stream(case_stream(1), {version}, Direction::forwards, {size}).value();
            for (const EventView& event : page.events) CHECK(event.leaf().version == StreamVersion{version++});
            at_end = page.at_end;
        }
        CHECK(version == 21);
        for (bool at_end = false; !at_end && version > 1;) {
            const Page page = reader.stream(case_stream(1), {version - 1}, Direction::backwards, {size}).value();
            for (const EventView& event : page.events) CHECK(event.leaf().version == StreamVersion{--version});
            at_end = page.at_end;
        }
        CHECK(version == 1);
    }
    CHECK(reader.stream(case_stream(1), {21}, Direction::forwards, {}).value().events.empty());
    CHECK(reader.stream(case_stream(7), {1}, Direction::forwards, {}).value().events.empty());
    CHECK(reader.streams(StreamKind::case_, Uuid{}, 10).value() == std::vector{case_stream(1), case_stream(2)});
    CHECK(reader.streams(StreamKind::case_, case_stream(1).id, 10).value() == std::vector{case_stream(2)});
}

TEST_CASE_FIXTURE(Stored, "a cursor within a stream meets every row of it and none of another's, in files and in memory") {
    const auto rows = [this](StreamId stream) {
        Cursor cursor = store->cursor_within_stream();
        std::size_t count = 0;
        for (cursor.seek(layout::stream_key(stream, {0})); cursor.valid(); cursor.next(), ++count)
            CHECK(cursor.key().starts_with(layout::stream_prefix(stream)));
        CHECK(cursor.status().has_value());
        return count;
    };
    const auto newest = [this](StreamId stream) {
        Cursor cursor = store->cursor_within_stream();
        cursor.seek_for_previous(layout::stream_key(stream, {~std::uint64_t{0}}));
        CHECK(cursor.status().has_value());
        return cursor.valid() ? std::string(cursor.key()) : std::string();
    };
    CHECK(rows(case_stream(1)) == 20);
    CHECK(rows(case_stream(2)) == 20);
    CHECK(newest(case_stream(1)) == layout::stream_key(case_stream(1), {20}));
    // Before, between and behind the streams there are.
    for (const std::uint64_t nobody : {0u, 3u}) {
        CHECK(rows(case_stream(nobody)) == 0);
        CHECK(newest(case_stream(nobody)).empty());
    }
    // What was written just now lies in memory, in front of what lies in files.
    overwrite(Table::streams, layout::stream_key(case_stream(1), {21}), "new");
    overwrite(Table::streams, layout::stream_key(case_stream(3), {1}), "new");
    CHECK(rows(case_stream(1)) == 21);
    CHECK(newest(case_stream(1)) == layout::stream_key(case_stream(1), {21}));
    CHECK(rows(case_stream(2)) == 20);
    CHECK(newest(case_stream(2)) == layout::stream_key(case_stream(2), {20}));
    CHECK(rows(case_stream(3)) == 1);
    CHECK(rows({StreamKind::person, case_stream(1).id}) == 0);
}

TEST_CASE_FIXTURE(Stored, "a run that is damaged or holds other events than its place says is told, never skipped") {
    const Reader reader(*store);
    const std::string good = store->get(Table::log, layout::run_key({20})).value().value();
    std::string damaged = good;
    damaged[50] = static_cast<char>(damaged[50] ^ 1);
    overwrite(Table::log, layout::run_key({20}), damaged);
    CHECK(reader.log({0}, {40}, {100}).error().kind == ErrorKind::damaged);
    CHECK(reader.log({21}, {40}, {100}).has_value());  // what is beside it stays readable
    overwrite(Table::log, layout::run_key({20}), store->get(Table::log, layout::run_key({19})).value().value());
    const auto swapped = reader.log({0}, {40}, {100});
    REQUIRE_FALSE(swapped.has_value());
    CHECK(swapped.error().message.find("position 20") != std::string::npos);
    overwrite(Table::log, layout::run_key({20}), good);
    CHECK(reader.log({0}, {40}, {100}).has_value());
}

TEST_CASE_FIXTURE(Stored, "a log that ends before its head is a hole, not a shorter history") {
    CHECK(Reader(*store).log({0}, {41}, {100}).error().kind == ErrorKind::damaged);
}

TEST_CASE_FIXTURE(Stored, "a stream whose beginning is gone is a hole, not an empty stream") {
    // A stream that only exists from version 5 on.
    const std::string run = store->get(Table::streams, layout::stream_key(case_stream(1), {5})).value().value();
    overwrite(Table::streams, layout::stream_key(case_stream(3), {5}), run);
    CHECK(Reader(*store).stream(case_stream(3), {1}, Direction::forwards, {}).error().kind == ErrorKind::damaged);
}
