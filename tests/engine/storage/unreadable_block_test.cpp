// What a cursor says of a block that cannot be read. RocksDB 7.8.3 can end a scan there with status OK (pull request 11782),
// in files below level 0, which is where a log that only grows comes to lie.
#include <doctest/doctest.h>
#include <rocksdb/db.h>

#include <fstream>

#include "engine/storage/store.hpp"
#include "tests/engine/temporary_directory.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr std::size_t rows = 3000;

std::string key_of(std::size_t row) {
    std::string key = std::to_string(row);
    return std::string(8 - key.size(), '0') + key;
}

void fill(Store& store, std::size_t from, std::size_t to) {
    for (std::size_t row = from; row < to; ++row) {
        Batch batch(store);
        batch.put(Table::log, key_of(row), std::string(300, static_cast<char>('a' + row % 26)));
        REQUIRE(store.write(batch, false).has_value());
    }
}

// Puts the rows of table `log` into several files of level 1; their names, in the order of their keys.
std::vector<std::string> to_level_1(const std::string& directory) {
    rocksdb::Options options;
    options.target_file_size_base = 64 << 10;
    options.compression = rocksdb::kNoCompression;
    std::vector<rocksdb::ColumnFamilyDescriptor> tables;
    for (const char* name : {"default", "log", "streams", "appends", "identifiers"}) tables.emplace_back(name, options);
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    REQUIRE(rocksdb::DB::Open(options, directory, tables, &handles, &db).ok());
    const std::unique_ptr<rocksdb::DB> owner(db);
    rocksdb::CompactRangeOptions anew;
    anew.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    REQUIRE(db->CompactRange(anew, handles[1], nullptr, nullptr).ok());
    rocksdb::ColumnFamilyMetaData facts;
    db->GetColumnFamilyMetaData(handles[1], &facts);
    std::vector<std::string> files;
    for (const auto& level : facts.levels)
        for (const auto& file : level.files) {
            REQUIRE(level.level > 0);
            files.push_back(file.directory + "/" + file.relative_filename);
        }
    for (rocksdb::ColumnFamilyHandle* handle : handles) REQUIRE(db->DestroyColumnFamilyHandle(handle).ok());
    return files;
}

void flip_first_block(const std::string& file) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(100);
    bytes.put('\x7f');
    REQUIRE(bytes.good());
}

struct Scan {
    std::size_t rows = 0;
    bool in_order = true;
    Status status;
};

Scan scan(const Store& store) {
    Scan scan;
    Cursor cursor = store.cursor(Table::log);
    for (cursor.seek(""); cursor.valid(); cursor.next()) scan.in_order = cursor.key() == key_of(scan.rows++) && scan.in_order;
    scan.status = cursor.status();
    return scan;
}

}  // namespace

TEST_CASE("a scan that meets an unreadable block of a lower level ends with an error, not with the end of the data") {
    const TemporaryDirectory directory;
    const auto folder = directory.path() / "log";
    fill(**Store::open(folder, nullptr, true), 0, rows);
    const std::vector<std::string> files = to_level_1(folder.string());
    REQUIRE(files.size() > 3);
    flip_first_block(files[files.size() / 2]);
    for (const bool newer_rows_above : {false, true}) {
        const auto store = std::move(*Store::open(folder, nullptr, false));
        if (newer_rows_above) fill(*store, rows, rows + 10);  // the scan could go on there
        const Scan met = scan(*store);
        CHECK(met.in_order);
        CHECK(met.rows > 0);
        CHECK(met.rows < rows);
        REQUIRE_FALSE(met.status.has_value());
        CHECK(met.status.error().kind == ErrorKind::damaged);
        CHECK(met.status.error().message.find(".sst") != std::string::npos);
    }
}
