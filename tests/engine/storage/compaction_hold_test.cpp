#include "engine/storage/compaction_hold.hpp"

#include <doctest/doctest.h>
#include <rocksdb/sst_file_reader.h>

#include <fstream>
#include <thread>

#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t sound_cases = 120, events_a_case = 100;
// Of the cases, at most those with events in the damaged block, and the one after it, whose search looks there first.
constexpr std::uint64_t but_a_block(std::uint64_t cases) { return cases - 3; }

// Cases that are written one after the other lie far apart, so that files overlap and none is moved down a level unread.
StreamId case_between(std::uint64_t number) { return case_stream(number * 7919 % 10007); }

// An engine with small memtables, so that a few thousand events are flushed and compacted.
class SmallStoreFixture : public EngineFixture {
  public:
    SmallStoreFixture() { start(); }
    void start() {
        engine.reset();
        EngineOptions small = options();
        small.space_floor = space_floor_min;
        auto opened = Engine::open(small, environment());
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        engine = std::move(*opened);
    }
    AppendOutcome add_case(std::uint64_t number) {
        AppendRequest many = request(number, on(case_between(number), opened(9)));
        while (many.writes[0].events.size() < events_a_case) many.writes[0].events.push_back(contact());
        return engine->append_and_wait(std::move(many));
    }
    /// Damages a block in the middle of a file of the copy by case, under a closed engine.
    fs::path damage_a_case() {
        for (const auto& entry : fs::directory_iterator(directory.path() / "data" / "log")) {
            if (entry.path().extension() != ".sst") continue;
            rocksdb::SstFileReader reader{rocksdb::Options()};
            REQUIRE(reader.Open(entry.path().string()).ok());
            if (reader.GetTableProperties()->column_family_name != "streams") continue;
            std::fstream bytes(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
            const auto middle = static_cast<std::streamoff>(fs::file_size(entry.path()) / 2);
            bytes.seekg(middle);
            const char was = static_cast<char>(bytes.get());
            bytes.seekp(middle);
            bytes.put(static_cast<char>(was ^ 0x10));
            REQUIRE(bytes.good());
            return entry.path();
        }
        FAIL("no file of the copy by case");
        return {};
    }
    // Every case but those in the damaged block is answered whole; those are told `damaged`, never shorter.
    std::size_t served(std::uint64_t cases) const {
        std::size_t whole = 0;
        for (std::uint64_t number = 1; number <= cases; ++number) {
            const auto events = engine->read_whole_stream(case_between(number));
            if (!events)
                CHECK(events.error().kind == ErrorKind::damaged);
            else
                CHECK(events->size() == events_a_case);
            whole += events.has_value();
        }
        return whole;
    }
};

}  // namespace

TEST_CASE_FIXTURE(SmallStoreFixture, "a compaction that meets rot is held off: the engine serves, takes appends while it may, and starts again") {
    for (std::uint64_t number = 1; number <= sound_cases; ++number) REQUIRE(add_case(number).has_value());
    engine.reset();
    start();  // what is in the write-ahead log is in files from here on
    engine.reset();
    const std::string rotten = damage_a_case().filename().string();
    start();
    CHECK(served(sound_cases) >= but_a_block(sound_cases));
    std::uint64_t number = sound_cases;
    AppendOutcome outcome = add_case(1);
    constexpr std::uint64_t enough = 5000;  // only to end a test in which nothing is refused
    std::uint64_t taken_while_held = 0;
    while (number < enough) {
        outcome = add_case(++number);
        if (!outcome) break;
        taken_while_held += !engine->figures().compaction_held.empty();
    }
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().kind == ErrorKind::storage_full);
    CHECK(outcome.error().message.find("wait for a compaction that met damage") != std::string::npos);
    CHECK(taken_while_held > 0);
    CHECK(engine->figures().compaction_held.find(rotten) != std::string::npos);
    CHECK(storage_failures == 0);
    CHECK(served(number - 1) >= but_a_block(number - 1));
    CHECK(add_case(1)->repeated);

    start();  // the same again, and no end of the process
    CHECK(served(number - 1) >= but_a_block(number - 1));
    while (engine->figures().compaction_held.empty() && storage_failures == 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(engine->figures().compaction_held.find(rotten) != std::string::npos);
    CHECK(storage_failures == 0);
    CHECK_FALSE(add_case(number).has_value());
}
