#include <doctest/doctest.h>
#include <rocksdb/db.h>

#include <fstream>

#include "engine/proof/merkle.hpp"
#include "engine/storage/head_mark.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

void flip_byte(const std::filesystem::path& file, std::uint64_t at) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekg(static_cast<std::streamoff>(at));
    const char was = static_cast<char>(bytes.get());
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put(static_cast<char>(was ^ 0x10));
    REQUIRE(bytes.good());
}

class HeadProofFixture : public EngineFixture {
  public:
    [[nodiscard]] std::filesystem::path data() const { return directory.path() / "data"; }
    [[nodiscard]] std::filesystem::path live_wal() const {
        std::filesystem::path largest;
        for (const auto& entry : std::filesystem::directory_iterator(data() / "log"))
            if (entry.path().extension() == ".log" && (largest.empty() || entry.file_size() > std::filesystem::file_size(largest))) largest = entry.path();
        return largest;
    }
    void append_groups(std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            ++appends_;
            REQUIRE(engine->append_and_wait(request(appends_, on(case_stream(appends_), opened(9), contact()))).has_value());
        }
    }
    // A thousand events an append, so that tiles fill.
    void append_events(std::uint64_t count) {
        for (std::uint64_t done = 0; done < count; done += 1000) {
            ++appends_;
            AppendRequest many = request(appends_, on(case_stream(appends_), opened(9)));
            while (many.writes[0].events.size() < std::min<std::uint64_t>(1000, count - done)) many.writes[0].events.push_back(contact());
            REQUIRE(engine->append_and_wait(std::move(many)).has_value());
        }
    }
    Result<std::unique_ptr<Engine>> start(bool heed_marker = true) {
        EngineOptions chosen = options();
        chosen.heed_marker = heed_marker;
        return Engine::open(chosen, environment());
    }
    // The rows of table `meta` themselves, past the engine.
    void change_meta(const std::function<void(rocksdb::DB&)>& change) {
        std::vector<rocksdb::ColumnFamilyDescriptor> tables;
        for (const char* name : {"default", "log", "streams", "appends", "identifiers"}) tables.emplace_back(name, rocksdb::ColumnFamilyOptions());
        std::vector<rocksdb::ColumnFamilyHandle*> handles;
        rocksdb::DB* db = nullptr;
        REQUIRE(rocksdb::DB::Open(rocksdb::DBOptions(), (data() / "log").string(), tables, &handles, &db).ok());
        const std::unique_ptr<rocksdb::DB> owner(db);
        change(*db);
        for (rocksdb::ColumnFamilyHandle* handle : handles) REQUIRE(db->DestroyColumnFamilyHandle(handle).ok());
    }

  private:
    std::uint64_t appends_ = 0;
};

}  // namespace

TEST_CASE_FIXTURE(HeadProofFixture, "after a clean stop the start says so, and leaves nothing behind") {
    CHECK_FALSE(engine->start_report().stopped_cleanly);  // a new directory
    append_groups(3);
    engine.reset();
    auto again = start();
    REQUIRE_MESSAGE(again.has_value(), again.error().message);
    CHECK((*again)->start_report().stopped_cleanly);
    CHECK((*again)->start_report().dropped_events == 0);
    CHECK((*again)->start_report().events_read == 6);
    CHECK_FALSE(std::filesystem::exists(data() / "quarantine"));
}

TEST_CASE_FIXTURE(HeadProofFixture, "rot in the last group after a clean stop is refused, again and again, and nothing is deleted") {
    append_groups(3);
    engine.reset();
    const std::string name = live_wal().filename().string();
    const auto bytes = std::filesystem::file_size(live_wal());
    flip_byte(live_wal(), bytes - 20);
    const auto first = start();
    REQUIRE_FALSE(first.has_value());
    CHECK(first.error().kind == ErrorKind::damaged);
    CHECK(first.error().message.find("Lost: positions 4 to 5") != std::string::npos);
    CHECK(first.error().message.find(name + " at byte ") != std::string::npos);
    CHECK(std::filesystem::file_size(data() / "quarantine" / name) == bytes);
    for (int again = 0; again < 2; ++again) {
        const auto later = start();
        REQUIRE_FALSE(later.has_value());
        CHECK(later.error().message == first.error().message);
    }
    // Also without the note: what was put apart and the marker say the same.
    std::filesystem::remove(data() / "quarantine" / "REFUSED");
    const auto without_note = start();
    REQUIRE_FALSE(without_note.has_value());
    CHECK(without_note.error().message == first.error().message);
}

TEST_CASE_FIXTURE(HeadProofFixture, "mutant: a start that ignores the marker does not see that the last group is gone") {
    append_groups(3);
    engine.reset();
    flip_byte(live_wal(), std::filesystem::file_size(live_wal()) - 20);
    const auto mutant = start(false);
    REQUIRE_MESSAGE(mutant.has_value(), mutant.error().message);
    CHECK((*mutant)->head().next == Position{4});  // six were acknowledged
    CHECK((*mutant)->start_report().dropped_events == 2);
}

TEST_CASE_FIXTURE(HeadProofFixture, "rot in a group that others follow is refused without any marker") {
    append_groups(5);
    engine.reset();
    std::filesystem::remove(data() / "HEAD-MARKER");  // a directory from before there were any
    flip_byte(live_wal(), std::filesystem::file_size(live_wal()) / 2);
    const auto refused = start();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::damaged);
    CHECK(refused.error().message.find(" at byte ") != std::string::npos);
    const auto later = start();
    REQUIRE_FALSE(later.has_value());
    CHECK(later.error().message == refused.error().message);
}

TEST_CASE_FIXTURE(HeadProofFixture, "a start that died after recovery does not hide the loss from the next one") {
    append_groups(5);
    engine.reset();
    std::filesystem::remove(data() / "HEAD-MARKER");
    flip_byte(live_wal(), std::filesystem::file_size(live_wal()) / 2);
    std::filesystem::create_directory(data() / "quarantine");
    std::filesystem::copy_file(live_wal(), data() / "quarantine" / live_wal().filename());
    change_meta([](rocksdb::DB&) {});  // RocksDB recovers what it can and throws the rest away
    const auto refused = start();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("Acknowledged events are missing") != std::string::npos);
}

TEST_CASE_FIXTURE(HeadProofFixture, "a marker with one bad slot serves, with two it is refused by name and nothing changes") {
    append_groups(3);
    engine.reset();
    flip_byte(data() / "HEAD-MARKER", 20);
    REQUIRE(start().has_value());
    flip_byte(data() / "HEAD-MARKER", 20);
    flip_byte(data() / "HEAD-MARKER", mark_slot_bytes + 20);
    const auto refused = start();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::damaged);
    CHECK(refused.error().message.find("HEAD-MARKER") != std::string::npos);
    flip_byte(data() / "HEAD-MARKER", mark_slot_bytes + 20);
    CHECK(start().has_value());
}

TEST_CASE_FIXTURE(HeadProofFixture, "a store whose CURRENT is gone is refused, not begun anew") {
    append_groups(3);
    engine.reset();
    std::filesystem::rename(data() / "log" / "CURRENT", data() / "away");
    const auto refused = start();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::damaged);
    CHECK(refused.error().message.find("CURRENT") != std::string::npos);
    std::filesystem::rename(data() / "away", data() / "log" / "CURRENT");
    const auto mended = start();
    REQUIRE(mended.has_value());
    CHECK((*mended)->head().next == Position{6});
}

TEST_CASE_FIXTURE(HeadProofFixture, "anchors stand for full tiles: a start reads the newest segment only") {
    append_events(3 * tile_leaves + 500);
    const Hash root = engine->head().root;
    open();
    CHECK(engine->start_report().anchors == 3);
    CHECK(engine->start_report().events_read == 500);
    CHECK_FALSE(engine->start_report().anchors_written);
    CHECK(engine->recompute_root({3 * tile_leaves + 500}).value() == root);
}

TEST_CASE_FIXTURE(HeadProofFixture, "a missing or changed anchor is refused, and a directory from before anchors gets them") {
    append_events(3 * tile_leaves);
    engine.reset();
    const std::string second = std::string("anchor") + std::string(6, '\0') + std::string("\x10\x00", 2);
    std::string value;
    change_meta([&](rocksdb::DB& db) {
        REQUIRE(db.Get(rocksdb::ReadOptions(), second, &value).ok());
        REQUIRE(db.Delete(rocksdb::WriteOptions(), second).ok());
    });
    const auto missing = start();
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().kind == ErrorKind::damaged);
    CHECK(missing.error().message.find("4096 to 8191") != std::string::npos);

    change_meta([&](rocksdb::DB& db) {
        std::string swapped;  // whole in itself, of another tile
        REQUIRE(db.Get(rocksdb::ReadOptions(), std::string("anchor") + std::string(8, '\0'), &swapped).ok());
        REQUIRE(db.Put(rocksdb::WriteOptions(), second, swapped).ok());
    });
    CHECK(start().error().message.find("4096 to 8191") != std::string::npos);

    change_meta([](rocksdb::DB& db) {
        for (const char high : {'\x00', '\x10', '\x20'})
            REQUIRE(db.Delete(rocksdb::WriteOptions(), std::string("anchor") + std::string(6, '\0') + high + '\0').ok());
    });
    const auto filled = start();
    REQUIRE_MESSAGE(filled.has_value(), filled.error().message);
    CHECK((*filled)->start_report().anchors_written);
    CHECK((*filled)->start_report().events_read == 3 * tile_leaves);
}
