#include "tests/faults/simulated_disk.hpp"

#include <doctest/doctest.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <algorithm>

using namespace forloeb::faults;

namespace {

std::unique_ptr<rocksdb::WritableFile> create(rocksdb::Env* env, const std::string& path) {
    std::unique_ptr<rocksdb::WritableFile> file;
    REQUIRE(env->NewWritableFile(path, &file, rocksdb::EnvOptions()).ok());
    return file;
}

std::string content(rocksdb::Env* env, const std::string& path) {
    std::string text;
    if (!rocksdb::ReadFileToString(env, path, &text).ok()) return "(none)";
    return text;
}

void sync_folder(rocksdb::Env* env, const std::string& path) {
    std::unique_ptr<rocksdb::Directory> folder;
    REQUIRE(env->NewDirectory(path, &folder).ok());
    REQUIRE(folder->Fsync().ok());
}

}  // namespace

TEST_CASE("a power cut keeps synced bytes and sometimes loses unsynced ones") {
    int lost = 0, kept = 0, torn = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SimulatedDisk disk(seed);
        rocksdb::Env* env = disk.env();
        REQUIRE(env->CreateDirIfMissing("d").ok());
        auto file = create(env, "d/file");
        sync_folder(env, "d");
        REQUIRE(file->Append(std::string(1000, 'a')).ok());
        REQUIRE(file->Sync().ok());
        REQUIRE(file->Append(std::string(3000, 'b')).ok());
        REQUIRE(file->RangeSync(0, 4000).ok());  // promises nothing
        disk.cut_now();
        CHECK_FALSE(file->Append("more").ok());
        CHECK_FALSE(file->Sync().ok());
        const CutReport report = disk.power_on();
        CHECK_FALSE(file->Append("from before the cut").ok());
        const std::string after = content(env, "d/file");
        REQUIRE(after.size() >= 1000);
        CHECK(after.substr(0, 1000) == std::string(1000, 'a'));
        CHECK(report.bytes_lost == 4000 - after.size());
        CHECK(report.bytes_kept == after.size() - 1000);
        lost += report.bytes_lost > 0;
        kept += report.bytes_kept > 0;
        if (report.sectors_torn > 0) {
            ++torn;
            CHECK(std::count(after.begin() + 1000, after.end(), 'b') < static_cast<std::ptrdiff_t>(report.bytes_kept));
        }
    }
    CHECK(lost > 80);
    CHECK(kept > 80);
    CHECK(torn > 20);
}

TEST_CASE("an unsynced creation or rename can be undone, a synced one cannot") {
    int undone = 0, stayed = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SimulatedDisk disk(seed);
        rocksdb::Env* env = disk.env();
        REQUIRE(env->CreateDirIfMissing("d").ok());
        auto old = create(env, "d/CURRENT");
        REQUIRE(old->Append("old").ok());
        REQUIRE(old->Sync().ok());
        sync_folder(env, "d");
        auto fresh = create(env, "d/new");
        REQUIRE(fresh->Append("new").ok());
        REQUIRE(fresh->Sync().ok());
        REQUIRE(env->RenameFile("d/new", "d/CURRENT").ok());
        CHECK(content(env, "d/CURRENT") == "new");
        const bool synced = seed % 2 == 0;
        if (synced) sync_folder(env, "d");
        disk.cut_now();
        const CutReport report = disk.power_on();
        const std::string after = content(env, "d/CURRENT");
        if (synced) {
            CHECK(after == "new");
            CHECK(report.changes_undone == 0);
        } else {
            const bool is_old_or_new = after == "old" || after == "new";
            CHECK(is_old_or_new);  // never none: a rename is atomic
            (after == "old" ? undone : stayed) += 1;
        }
    }
    CHECK(undone > 5);
    CHECK(stayed > 5);
}

TEST_CASE("the power goes at the operation that was asked for, which fails, and everything after it fails too") {
    int done = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SimulatedDisk disk(seed);
        rocksdb::Env* env = disk.env();
        REQUIRE(env->CreateDirIfMissing("d").ok());
        auto file = create(env, "d/file");
        sync_folder(env, "d");
        REQUIRE(file->Append("1").ok());
        disk.cut_after(2);
        REQUIRE(file->Append("2").ok());
        CHECK_FALSE(file->Sync().ok());
        CHECK(disk.is_off());
        std::string text;
        CHECK_FALSE(rocksdb::ReadFileToString(env, "d/file", &text).ok());
        CHECK_FALSE(env->FileExists("d/file").ok());
        const CutReport report = disk.power_on();
        CHECK(report.operation == 5);
        CHECK(report.during == "sync file");
        if (report.in_flight_done) {
            ++done;
            CHECK(content(env, "d/file") == "12");
        }
    }
    CHECK(done > 20);
    CHECK(done < 80);
}

TEST_CASE("the same seed and the same operations lose the same bytes") {
    const auto run = [](std::uint64_t seed) {
        SimulatedDisk disk(seed);
        rocksdb::Env* env = disk.env();
        REQUIRE(env->CreateDirIfMissing("d").ok());
        for (int i = 0; i < 8; ++i) {
            auto file = create(env, "d/" + std::to_string(i));
            REQUIRE(file->Append(std::string(700, 'x')).ok());
        }
        std::string after = disk.power_on().text();
        for (int i = 0; i < 8; ++i) after += content(env, "d/" + std::to_string(i));
        return after;
    };
    CHECK(run(7) == run(7));
    CHECK(run(7) != run(8));
}

TEST_CASE("RocksDB opens, writes and reopens on the simulated disk, also after a cut in the middle of a flush") {
    SimulatedDisk disk(1);
    rocksdb::Options options;
    options.env = disk.env();
    options.create_if_missing = true;
    rocksdb::WriteOptions synced;
    synced.sync = true;
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open(options, "d", &opened).ok());
    std::unique_ptr<rocksdb::DB> db(opened);
    for (int i = 0; i < 100; ++i) REQUIRE(db->Put(synced, "key" + std::to_string(i), "value").ok());
    disk.cut_after(3);
    CHECK_FALSE(db->Flush(rocksdb::FlushOptions()).ok());
    CHECK_FALSE(db->Put(synced, "late", "value").ok());
    db.reset();
    std::ignore = disk.power_on();
    REQUIRE(rocksdb::DB::Open(options, "d", &opened).ok());
    db.reset(opened);
    std::string value;
    for (int i = 0; i < 100; ++i) CHECK(db->Get(rocksdb::ReadOptions(), "key" + std::to_string(i), &value).ok());
    CHECK(db->Get(rocksdb::ReadOptions(), "late", &value).IsNotFound());
    rocksdb::DB* second = nullptr;
    CHECK_FALSE(rocksdb::DB::Open(options, "d", &second).ok());  // the lock holds
}
