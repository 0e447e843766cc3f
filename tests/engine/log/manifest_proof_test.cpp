#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "engine/storage/store.hpp"
#include "engine/storage/wal_scan.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

// The store's files with their content, but for the lock.
std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename() != "LOCK") all[entry.path().filename().string()] = content_of(entry.path());
    return all;
}

// Where each whole record of a MANIFEST ends.
std::vector<std::size_t> record_ends(const std::string& manifest) {
    std::vector<std::size_t> ends;
    for (std::size_t bytes = 1; bytes <= manifest.size(); ++bytes)
        if (scan_wal(as_bytes(manifest).first(bytes)).whole_until == bytes) ends.push_back(bytes);
    return ends;
}

class ManifestFixture : public EngineFixture {
  public:
    // Two appends in table files, whose write-ahead logs are deleted; two more in a live write-ahead log.
    ManifestFixture() {
        for (std::uint64_t append = 1; append <= 2; ++append) REQUIRE(add(append).has_value());
        open();  // recovery writes table files, and names them in a new MANIFEST
        for (std::uint64_t append = 3; append <= 4; ++append) REQUIRE(add(append).has_value());
        root_ = engine->head().root;
        engine.reset();
        for (const auto& entry : fs::directory_iterator(log()))
            if (entry.path().filename().string().starts_with("MANIFEST-")) name_ = entry.path().filename().string();
        manifest_ = content_of(log() / name_);
        before_ = contents(log());
        marker_ = content_of(directory.path() / "data" / "HEAD-MARKER");
    }
    AppendOutcome add(std::uint64_t append) { return engine->append_and_wait(request(append, on(case_stream(append), opened(9), contact()))); }
    [[nodiscard]] fs::path log() const { return directory.path() / "data" / "log"; }

    void put(const std::string& manifest) {
        fs::remove_all(log());
        fs::remove_all(directory.path() / "data" / "quarantine");
        fs::create_directories(log());
        for (const auto& [name, content] : before_) std::ofstream(log() / name, std::ios::binary) << (name == name_ ? manifest : content);
        std::ofstream(directory.path() / "data" / "HEAD-MARKER", std::ios::binary | std::ios::trunc) << marker_;
    }
    // All four appends are there, sound to the last byte.
    void check_served(std::uint64_t dropped) {
        auto started = Engine::open(options(), environment());
        REQUIRE_MESSAGE(started.has_value(), started.error().message);
        CHECK((*started)->start_report().manifest_bytes_dropped == dropped);
        CHECK((*started)->start_report().dropped_events == 0);
        CHECK((*started)->head().root == root_);
        CHECK((*started)->verify(VerifyLevel::full, [](const VerifyProgress&) { return true; }).is_clean());
        engine = std::move(*started);
        for (std::uint64_t append = 1; append <= 4; ++append) CHECK(add(append)->repeated);
        engine.reset();
        CHECK_FALSE(fs::exists(directory.path() / "data" / "quarantine"));
    }
    void check_refused(const std::string& why, bool again = true) {
        const auto found = contents(log());
        const auto started = Engine::open(options(), environment());
        REQUIRE_FALSE(started.has_value());
        CHECK(started.error().kind == ErrorKind::damaged);
        CHECK_MESSAGE(started.error().message.find(name_) != std::string::npos, started.error().message);
        CHECK_MESSAGE(started.error().message.find(why) != std::string::npos, started.error().message);
        CHECK(contents(log()) == found);
        if (again) check_refused(why, false);
    }

    std::string name_, manifest_, marker_;
    std::map<std::string, std::string> before_;
    Hash root_{};
};

}  // namespace

TEST_CASE_FIXTURE(ManifestFixture, "a MANIFEST that ends in scrambled bytes, which RocksDB refuses, is cut off there and loses nothing") {
    // A record of a flush, as a power cut leaves it: the length is right, the bytes are not.
    const std::string torn = manifest_ + std::string("\x12\x34\x56\x78\x40\x00\x01", 7) + std::string(64, '#');
    put(torn);
    REQUIRE_FALSE(Store::open(log(), nullptr, false).has_value());
    put(torn);
    check_served(71);
    check_served(0);  // once is enough
}

TEST_CASE_FIXTURE(ManifestFixture, "a MANIFEST that ends in half a record or in zeros is cut off there and loses nothing") {
    put(manifest_ + manifest_.substr(0, 20));
    check_served(20);
    put(manifest_ + std::string(40, '\0') + "#");
    check_served(41);
}

TEST_CASE_FIXTURE(ManifestFixture, "a MANIFEST whose last records are lost serves everything, or the start is refused and nothing is changed") {
    const std::vector<std::size_t> ends = record_ends(manifest_);
    REQUIRE(ends.size() > 6);
    REQUIRE(ends.back() == manifest_.size());
    std::size_t served = 0, refused = 0;
    for (std::size_t record = 1; record < ends.size(); ++record) {
        std::string rotten = manifest_.substr(0, ends[record]);
        rotten[ends[record] - 1] = static_cast<char>(rotten[ends[record] - 1] ^ 0x10);
        for (const std::string& bytes : {rotten, manifest_.substr(0, ends[record] - 1)}) {
            put(bytes);
            const auto found = contents(log());
            if (auto started = Engine::open(options(), environment())) {
                ++served;
                started->reset();
                put(bytes);
                check_served(ends[record] - ends[record - 1] - (bytes == rotten ? 0 : 1));
            } else {
                ++refused;
                CHECK(contents(log()) == found);
                CHECK_MESSAGE(started.error().message.find(name_ + " is not what was written from byte " + std::to_string(ends[record - 1])) != std::string::npos, started.error().message);
            }
        }
    }
    MESSAGE(served, " served, ", refused, " refused");
    CHECK(served > 0);
    CHECK(refused > 0);
}

TEST_CASE_FIXTURE(ManifestFixture, "a cut after which a table file with acknowledged events would be deleted is refused, naming that file") {
    // Neither marker nor write-ahead log, so that only the file itself can tell.
    for (auto& [name, content] : before_)
        if (name.ends_with(".log")) content.clear();
    bool named = false;
    for (const std::size_t end : record_ends(manifest_)) {
        put(manifest_.substr(0, end) + "#");
        fs::remove(directory.path() / "data" / "HEAD-MARKER");
        const auto found = contents(log());
        const auto started = Engine::open(options(), environment());
        if (started) {
            CHECK((*started)->head().next == Position{4});
            continue;
        }
        CHECK(contents(log()) == found);
        named = named || started.error().message.find(".sst, which the MANIFEST does not name") != std::string::npos;
    }
    CHECK(named);
}

TEST_CASE_FIXTURE(ManifestFixture, "damage in the middle of a MANIFEST is refused, again and again, and nothing is changed") {
    const std::vector<std::size_t> ends = record_ends(manifest_);
    for (const std::size_t record : {std::size_t{1}, ends.size() / 2, ends.size() - 2}) {
        std::string rotten = manifest_;
        rotten[ends[record] - 1] = static_cast<char>(rotten[ends[record] - 1] ^ 0x10);
        put(rotten);
        check_refused("Whole records stand behind it");
    }
    // RocksDB takes zeros for the end of what was written, without a word.
    std::string zeroed = manifest_;
    std::fill(zeroed.begin() + static_cast<std::ptrdiff_t>(ends[1]), zeroed.begin() + static_cast<std::ptrdiff_t>(ends[2]), '\0');
    put(zeroed);
    check_refused("Whole records stand behind it");
}

TEST_CASE("a MANIFEST torn while a new directory gets its tables is cut off, and the directory is made") {
    TemporaryDirectory directory;
    EngineOptions options;
    options.data = directory.path() / "data";
    REQUIRE(Engine::open(options, Environment::system()).has_value());
    const fs::path log = options.data / "log";
    fs::path manifest;
    for (const auto& entry : fs::directory_iterator(log))
        if (entry.path().filename().string().starts_with("MANIFEST-")) manifest = entry.path();
    const std::string whole = content_of(manifest);
    const auto before = contents(log);
    // The first records are synced before CURRENT names the file; behind them each of the tables is added.
    std::size_t made = 0;
    for (const std::size_t end : record_ends(whole)) {
        fs::remove(options.data / "HEAD-MARKER");
        for (const auto& entry : fs::directory_iterator(log)) fs::remove(entry);
        for (const auto& [name, content] : before) std::ofstream(log / name, std::ios::binary) << (name == manifest.filename() ? whole.substr(0, end) + "#" : content);
        const auto started = Engine::open(options, Environment::system());
        if (!started && made == 0) continue;
        REQUIRE_MESSAGE(started.has_value(), end << ": " << started.error().message);
        CHECK((*started)->start_report().manifest_bytes_dropped == 1);
        ++made;
    }
    CHECK(made >= table_count);
}
