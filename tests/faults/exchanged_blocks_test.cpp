// Two blocks of one length that changed places within a table file, checksums and all, as after two writes of a disk that went to
// each other's place. RocksDB 7.8.3 does not notice: the checksum of a block does not know where the block belongs. We must: the
// right answer, or an error that names the place, never a shorter history, and no append stored twice.
//
// Nothing is compressed here, so that many blocks have one length, and the index can be read.
#include <doctest/doctest.h>
#include <rocksdb/db.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "engine/storage/store_options.hpp"
#include "tests/engine/engine_fixture.hpp"
#include "tests/faults/damage_check.hpp"
#include "tests/faults/dice.hpp"
#include "tests/faults/scale.hpp"
#include "tests/faults/sst_regions.hpp"

using namespace forloeb;
using namespace forloeb::faults;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t exchanged_cases = 12, exchanged_appends = 1200;
constexpr std::uint64_t events_of_a_case = 1 + 2 * (exchanged_appends / exchanged_cases - 1);

std::string bytes_of_table(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

std::uint64_t take_number(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !bytes.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7fu} << shift;
        if (byte < 0x80) break;
    }
    return value;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t{static_cast<std::uint8_t>(bytes[at + i])} << (8 * i);
    return value;
}

/// The data blocks of a table file with their trailers, as its index names them. Entry: shared 0 | key length | key | offset | size;
/// behind the entries where each begins, and how many there are.
std::vector<Extent> data_blocks(const std::string& file) {
    constexpr std::size_t trailer = 5;
    const auto regions = regions_of(file);
    REQUIRE(regions.has_value());
    const std::string_view index = std::string_view(file).substr(regions->index.begin, regions->index.end - trailer - regions->index.begin);
    REQUIRE(file[regions->index.end - trailer] == '\0');  // not compressed
    const std::uint32_t count = little_endian(index, index.size() - 4);
    std::vector<Extent> blocks;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::string_view entry = index.substr(little_endian(index, index.size() - 4 * (count + 1 - i)));
        REQUIRE(take_number(entry) == 0);
        entry.remove_prefix(take_number(entry));
        const std::uint64_t offset = take_number(entry);
        blocks.push_back({offset, offset + take_number(entry) + trailer});
    }
    return blocks;
}

AppendRequest numbered_append(std::uint64_t number) {
    const StreamId stream = testing::case_stream(number % exchanged_cases);
    if (number < exchanged_cases) return testing::request(number, testing::on(stream, testing::opened(number)));
    return testing::request(number, testing::on(stream, testing::contact(), testing::contact()));
}

/// A directory whose tables have several blocks of one length each, and its true answers.
class SameLengths {
  public:
    SameLengths() {
        {
            const auto engine = open(directory_.path());
            for (std::uint64_t i = 0; i < exchanged_appends; ++i) REQUIRE((*engine)->append_and_wait(numbered_append(i)).has_value());
            truth_ = ask_everything(**engine, streams());
        }
        rewrite_uncompressed();
    }
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(const fs::path& directory) {
        Environment environment = Environment::system();
        environment.on_storage_failure = [](const Error&) {};
        EngineOptions options;
        options.data = directory / "data";
        return Engine::open(options, environment);
    }
    [[nodiscard]] static std::set<StreamId> streams() {
        std::set<StreamId> all;
        for (std::uint64_t i = 0; i < exchanged_cases; ++i) all.insert(testing::case_stream(i));
        return all;
    }
    void copy_to(const fs::path& to) const {
        for (const char* name : {"data", "data.keys"}) fs::copy(directory_.path() / name, to / name, fs::copy_options::recursive);
    }
    [[nodiscard]] fs::path log() const { return directory_.path() / "data" / "log"; }
    [[nodiscard]] const Answers& truth() const { return truth_; }

  private:
    void rewrite_uncompressed() {
        const StoreLimits limits = StoreLimits::within(space_floor_min);
        const auto cache = rocksdb::NewLRUCache(8u << 20);
        std::vector<rocksdb::ColumnFamilyDescriptor> tables;
        for (std::size_t i = 0; i < table_count; ++i) {
            const auto table = static_cast<Table>(i);
            rocksdb::ColumnFamilyOptions options = table_options(table, limits, cache);
            options.compression = rocksdb::kNoCompression;
            options.table_factory->GetOptions<rocksdb::BlockBasedTableOptions>()->enable_index_compression = false;
            tables.emplace_back(table == Table::meta ? "default" : name_of(table), options);
        }
        std::vector<rocksdb::ColumnFamilyHandle*> handles;
        rocksdb::DB* opened = nullptr;
        REQUIRE(rocksdb::DB::Open(database_options(limits, nullptr, false), log().string(), tables, &handles, &opened).ok());
        const std::unique_ptr<rocksdb::DB> db(opened);
        rocksdb::CompactRangeOptions anew;
        anew.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
        for (rocksdb::ColumnFamilyHandle* handle : handles) REQUIRE(db->CompactRange(anew, handle, nullptr, nullptr).ok());
        for (rocksdb::ColumnFamilyHandle* handle : handles) REQUIRE(db->DestroyColumnFamilyHandle(handle).ok());
        REQUIRE(db->Close().ok());
    }

    testing::TemporaryDirectory directory_;
    Answers truth_;
};

struct Exchange {
    fs::path file;
    Extent one, other;
};

/// All pairs of data blocks of one length in the files of a table.
std::vector<Exchange> exchanges_of(const SameLengths& made, const std::string& table) {
    std::vector<Exchange> found;
    for (const auto& entry : fs::directory_iterator(made.log())) {
        if (entry.path().extension() != ".sst") continue;
        const std::string content = bytes_of_table(entry.path());
        if (const auto regions = regions_of(content); !regions || regions->table != table) continue;
        const std::vector<Extent> blocks = data_blocks(content);
        for (std::size_t i = 0; i < blocks.size(); ++i)
            for (std::size_t j = i + 1; j < blocks.size(); ++j)
                if (blocks[i].end - blocks[i].begin == blocks[j].end - blocks[j].begin) found.push_back({entry.path().filename(), blocks[i], blocks[j]});
    }
    std::ranges::sort(found, {}, [](const Exchange& exchange) { return std::tuple(exchange.file, exchange.one.begin, exchange.other.begin); });
    return found;
}

void exchange_in(const fs::path& file, const Exchange& exchange) {
    std::string content = bytes_of_table(file);
    std::swap_ranges(content.begin() + static_cast<std::ptrdiff_t>(exchange.one.begin), content.begin() + static_cast<std::ptrdiff_t>(exchange.one.end),
                     content.begin() + static_cast<std::ptrdiff_t>(exchange.other.begin));
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

struct ExchangeOutcome {
    bool refused = false;
    std::size_t errors = 0;
    std::vector<Violation> violations;
};

ExchangeOutcome ask_after(const SameLengths& made, const Exchange& exchange) {
    const testing::TemporaryDirectory copy;
    made.copy_to(copy.path());
    exchange_in(copy.path() / "data" / "log" / exchange.file, exchange);
    ExchangeOutcome out;
    const auto engine = SameLengths::open(copy.path());
    if (!engine) {
        out.refused = true;
        if (engine.error().message.empty()) out.violations.push_back({"C10", "refused without a word"});
        return out;
    }
    Answers before = made.truth(), now = ask_everything(**engine, SameLengths::streams());
    before.listed.clear();  // a list looks at one row of each stream, and may miss one: see engine/README.md
    now.listed.clear();
    out.violations = check_damage(before, now);
    out.errors = errors_in(now);
    StreamCursor cursor = (*engine)->stream_cursor(StreamKind::case_);
    std::size_t met = 0;
    auto next = cursor.next();
    for (; next && *next; next = cursor.next()) ++met;
    if (next && met != exchanged_cases) out.violations.push_back({"C10", "a pass over all cases ended early"});
    for (std::uint64_t i = 0; i < exchanged_appends; i += 7) {
        const auto again = (*engine)->append_and_wait(numbered_append(i));
        if (again && !again->repeated) out.violations.push_back({"C10", "append " + std::to_string(i) + " was stored twice"});
        out.errors += !again;
    }
    for (std::uint64_t i = 0; i < exchanged_cases; ++i) {
        const auto stored = (*engine)->append_and_wait(numbered_append(exchanged_appends + i));
        if (stored && stored->streams.front().version.value != events_of_a_case + 2) out.violations.push_back({"C2", "a new append to case " + std::to_string(i) + " took a version that is taken"});
        out.errors += !stored;
    }
    out.errors += !next;
    return out;
}

}  // namespace

TEST_CASE("damage: exchanged blocks of one length within a table file are told by a name, and hide neither events nor appends") {
    const Scale scale = Scale::chosen();
    const SameLengths made;
    for (const char* table : {"streams", "log", "appends"}) {
        std::vector<Exchange> all = exchanges_of(made, table);
        REQUIRE_MESSAGE(!all.empty(), table);
        Dice dice(scale.seed + 31);
        std::size_t refused = 0, by_reader = 0, harmless = 0;
        for (std::uint32_t run = 0; run < scale.other_damage; ++run) {
            const Exchange& exchange = all[dice.below(all.size())];
            const ExchangeOutcome outcome = ask_after(made, exchange);
            CHECK_MESSAGE(outcome.violations.empty(), table << ", blocks at " << exchange.one.begin << " and " << exchange.other.begin << ", " << replay_words(scale.seed) << "\n"
                                                            << told(outcome.violations));
            refused += outcome.refused;
            by_reader += !outcome.refused && outcome.errors > 0;
            harmless += !outcome.refused && outcome.errors == 0;
        }
        std::printf("%4u exchanged blocks: %-11s of %zu pairs, %4zu refused at start, %4zu told by a reader, %4zu without effect\n", scale.other_damage, table, all.size(), refused, by_reader, harmless);
        CHECK(harmless == 0);
    }
}
