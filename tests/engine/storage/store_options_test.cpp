#include "engine/storage/store_options.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <map>

#include "tests/engine/temporary_directory.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

// What RocksDB wrote down of its own options: "section" -> name -> value.
using WrittenOptions = std::map<std::string, std::map<std::string, std::string>>;

WrittenOptions read_options_file(const std::filesystem::path& directory) {
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (const std::string name = entry.path().filename().string(); name.starts_with("OPTIONS-") && name > newest.filename().string()) newest = entry.path();
    WrittenOptions options;
    std::ifstream in(newest);
    std::string section;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('[')) section = line;
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos) continue;
        const std::size_t name = line.find_first_not_of(' ');
        options[section][line.substr(name, equals - name)] = line.substr(equals + 1);
    }
    return options;
}

struct Rule {
    const char* option;
    const char* value;
};

// engine/README.md says why. A rule that is changed on purpose is changed here as well.
constexpr Rule database_rules[] = {
    {"wal_recovery_mode", "kPointInTimeRecovery"},
    {"avoid_flush_during_recovery", "false"},
    {"recycle_log_file_num", "0"},
    {"wal_compression", "kNoCompression"},
    {"track_and_verify_wals_in_manifest", "false"},
    {"allow_2pc", "false"},
    {"paranoid_checks", "true"},
    {"verify_sst_unique_id_in_manifest", "true"},
    {"file_checksum_gen_factory", "FileChecksumGenCrc32cFactory"},
    {"max_background_jobs", "2"},
    {"max_background_flushes", "-1"},
    {"atomic_flush", "false"},
    {"max_bgerror_resume_count", "0"},
    {"allow_mmap_reads", "false"},
    {"allow_mmap_writes", "false"},
    {"info_log_level", "WARN_LEVEL"},
    {"max_total_wal_size", "67108864"},
    {"max_open_files", "512"},
    {"manifest_preallocation_size", "65536"},
};
constexpr Rule table_rules[] = {
    {"paranoid_file_checks", "true"},
    {"max_write_buffer_number", "2"},
    {"level0_stop_writes_trigger", "16"},
    {"max_bytes_for_level_base", "134217728"},
    {"target_file_size_base", "33554432"},
    {"max_compaction_bytes", "268435456"},
    {"level_compaction_dynamic_level_bytes", "false"},
};

}  // namespace

TEST_CASE("the options that RocksDB itself wrote down are the rules, in every table") {
    const TemporaryDirectory directory;
    { REQUIRE(Store::open(directory.path() / "log", nullptr, true).has_value()); }
    WrittenOptions options = read_options_file(directory.path() / "log");
    for (const Rule& rule : database_rules) {
        CAPTURE(rule.option);
        CHECK(options["[DBOptions]"][rule.option] == rule.value);
    }
    for (const char* table : {"default", "log", "streams", "appends", "identifiers"})
        for (const Rule& rule : table_rules) {
            CAPTURE(table);
            CAPTURE(rule.option);
            CHECK(options["[CFOptions \"" + std::string(table) + "\"]"][rule.option] == rule.value);
        }
}

TEST_CASE("memtables are as large as the space floor was computed for") {
    const TemporaryDirectory directory;
    { REQUIRE(Store::open(directory.path() / "log", nullptr, true).has_value()); }
    WrittenOptions options = read_options_file(directory.path() / "log");
    std::uint64_t buffers = 0;
    for (const char* table : {"default", "log", "streams", "appends", "identifiers"})
        buffers += std::stoull(options["[CFOptions \"" + std::string(table) + "\"]"]["write_buffer_size"]);
    const StoreLimits limits = StoreLimits::within(space_floor_default);
    CHECK(StoreLimits::buffers_a_table * buffers == limits.memtables());
    CHECK(limits.floor() <= space_floor_default);
    CHECK(limits.floor() >= space_floor_default * 9 / 10);
}

TEST_CASE("RocksDB keeps no log file of its own, which would abort the process on a full disk") {
    const TemporaryDirectory directory;
    { REQUIRE(Store::open(directory.path() / "log", nullptr, true).has_value()); }
    CHECK_FALSE(std::filesystem::exists(directory.path() / "log" / "LOG"));
}
