#include <doctest/doctest.h>

#include <fstream>

#include "engine/engine.hpp"
#include "engine/storage/layout.hpp"
#include "engine/storage/store.hpp"
#include "engine/verify/verify_directory.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr std::uint64_t cases = 20;
constexpr std::uint64_t contacts_each = 4;
constexpr std::uint64_t events = cases * (1 + contacts_each);

std::string told(const VerifyReport& report) {
    std::string text = std::to_string(report.findings_count) + " findings";
    for (const Finding& finding : report.findings)
        text += "\n  " + finding.file + " " + finding.table + " [" + std::to_string(finding.first.value) + "," + std::to_string(finding.end.value) + ") " + finding.what;
    return text;
}

class Kept : public EngineFixture {
  public:
    Kept() {
        for (std::uint64_t i = 0; i < cases; ++i) {
            AppendRequest open_case = request(i, on(case_stream(i), opened(i)));
            open_case.bindings.push_back({"case", "sag-" + std::to_string(i), case_stream(i)});
            REQUIRE(engine->append_and_wait(std::move(open_case)).has_value());
        }
        for (std::uint64_t i = 0; i < cases * contacts_each; ++i)
            REQUIRE(engine->append_and_wait(request(1000 + i, on(case_stream(i % cases), contact()))).has_value());
    }
    /// Of the running engine; of the directory as it lies there after overwrite(), for a start might refuse it.
    VerifyReport verify(VerifyLevel level) {
        if (engine) return engine->verify(level, {});
        return verify_directory(directory.path() / "data", {}, level, environment(), {}).value();
    }

    /// Puts one row in place of another while nobody has the directory open.
    void overwrite(Table table, std::string_view key, const std::function<std::string(std::string)>& change) {
        engine.reset();
        {
            const auto store = Store::open(directory.path() / "data" / "log", nullptr, false).value();
            const auto row = store->get(table, key).value();
            REQUIRE(row.has_value());
            Batch batch(*store);
            batch.put(table, key, change(*row));
            REQUIRE(store->write(batch, true).has_value());
        }
    }
};

std::string with_flipped_byte(std::string value, std::size_t at) {
    value[at] = static_cast<char>(value[at] ^ 0x10);
    return value;
}

}  // namespace

TEST_CASE_FIXTURE(Kept, "verify: a sound directory is clean at every level, and each level counts what it read") {
    for (const bool reopened : {false, true}) {
        if (reopened) open();  // now the rows are in files
        const VerifyReport checksums = verify(VerifyLevel::checksums);
        CHECK_MESSAGE(checksums.is_clean(), told(checksums));
        CHECK(checksums.files >= 6);
        CHECK(checksums.events == 0);
        const VerifyReport log = verify(VerifyLevel::log);
        CHECK_MESSAGE(log.is_clean(), told(log));
        CHECK(log.events == events);
        CHECK(log.streams == cases);
        CHECK(log.head == Position{events});
        const VerifyReport full = verify(VerifyLevel::full);
        CHECK_MESSAGE(full.is_clean(), told(full));
        CHECK(full.events == events);
        CHECK(full.streams == cases);
        CHECK(full.appends == events);
        CHECK(full.identifiers == cases);
    }
}

TEST_CASE_FIXTURE(Kept, "verify: an empty directory is clean") {
    TemporaryDirectory elsewhere;
    EngineOptions options;
    options.data = elsewhere.path() / "data";
    const auto fresh = Engine::open(options, environment()).value();
    const VerifyReport report = fresh->verify(VerifyLevel::full, {});
    CHECK_MESSAGE(report.is_clean(), told(report));
    CHECK(report.events == 0);
}

TEST_CASE_FIXTURE(Kept, "verify: a damaged run is named by its positions and the reading goes on behind it") {
    overwrite(Table::log, layout::run_key({7}), [](const std::string& run) { return with_flipped_byte(run, run.size() / 2); });
    const VerifyReport report = verify(VerifyLevel::log);
    REQUIRE_MESSAGE(report.findings_count == 1, told(report));
    CHECK(report.findings[0].table == "log");
    CHECK(report.findings[0].first == Position{7});
    CHECK(report.findings[0].end == Position{8});
    CHECK(report.events == events - 1);
}

TEST_CASE_FIXTURE(Kept, "verify: an event exchanged for another sound one is found by chain, id and root") {
    const auto store_row = [this](Position position) {
        engine.reset();
        const auto store = Store::open(directory.path() / "data" / "log", nullptr, false).value();
        return store->get(Table::log, layout::run_key(position)).value().value();
    };
    const std::string other = store_row({40});
    // Its own checksum and leaf hold; it only stands at another place.
    const auto records = layout::decode_run(other).value();
    LeafRecord leaf = records[0].leaf;
    leaf.position = {41};
    std::string encoded;
    encode_leaf(leaf, encoded);
    layout::RunBuilder run;
    run.add(as_bytes(encoded), records[0].payload);
    overwrite(Table::log, layout::run_key({41}), [&run](const std::string&) { return run.take(); });
    const VerifyReport report = verify(VerifyLevel::log);
    CHECK(report.findings_count >= 3);
    for (const Finding& finding : report.findings) CHECK_MESSAGE(finding.end > finding.first, told(report));
}

TEST_CASE_FIXTURE(Kept, "verify: a group header with another root is found") {
    overwrite(Table::log, layout::group_key({50}), [](const std::string& bytes) {
        layout::GroupHeader header = layout::decode_group_header(as_bytes(bytes)).value();
        header.root_before[0] ^= 1;
        return layout::encode_group_header(header);
    });
    const VerifyReport report = verify(VerifyLevel::log);
    REQUIRE_MESSAGE(report.findings_count == 1, told(report));
    CHECK(report.findings[0].first == Position{50});
}

TEST_CASE_FIXTURE(Kept, "verify: full finds what differs in the copy by stream, in append entries and in identifiers, and log does not look") {
    const StreamId stream = case_stream(3);
    overwrite(Table::streams, layout::stream_key(stream, {2}), [](const std::string& value) {
        const auto records = layout::decode_run(value).value();
        LeafRecord leaf = records[0].leaf;
        leaf.recorded_at.micros += 1;
        std::string encoded;
        encode_leaf(leaf, encoded);
        layout::RunBuilder run;
        run.add(as_bytes(encoded), records[0].payload);
        return run.take();
    });
    CHECK(verify(VerifyLevel::log).is_clean());
    const VerifyReport streams = verify(VerifyLevel::full);
    REQUIRE_MESSAGE(streams.findings_count == 1, told(streams));  // the next event does not follow from it
    CHECK(streams.findings[0].table == "streams");

    overwrite(Table::appends, as_text(id(0x10000 + 5).bytes), [](const std::string& row) { return with_flipped_byte(row, 7); });
    overwrite(Table::appends, as_text(id(0x10000 + 6).bytes), [](const std::string& row) { return with_flipped_byte(row, 20); });
    const VerifyReport appends = verify(VerifyLevel::full);
    std::size_t of_appends = 0;
    for (const Finding& finding : appends.findings) of_appends += finding.table == "appends";
    CHECK_MESSAGE(of_appends >= 2, told(appends));
}

TEST_CASE_FIXTURE(Kept, "verify: entries that the log does not know are found") {
    engine.reset();
    {
        const auto store = Store::open(directory.path() / "data" / "log", nullptr, false).value();
        Batch batch(*store);
        batch.put(Table::appends, as_text(id(77).bytes), layout::encode_append_row({{4}, 1, Hash{1}}));
        batch.put(Table::identifiers, as_text(Hash{9}), layout::encode_stream(case_stream(1)));
        layout::RunBuilder run;
        const auto records = store->get(Table::streams, layout::stream_key(case_stream(1), {1})).value().value();
        batch.put(Table::streams, layout::stream_key(case_stream(999), {1}), records);
        REQUIRE(store->write(batch, true).has_value());
    }
    const VerifyReport report = verify(VerifyLevel::full);
    std::string tables;
    for (const Finding& finding : report.findings) tables += finding.table + " ";
    CHECK_MESSAGE(tables.find("appends") != std::string::npos, told(report));
    CHECK_MESSAGE(tables.find("identifiers") != std::string::npos, told(report));
    CHECK_MESSAGE(tables.find("streams") != std::string::npos, told(report));
}

TEST_CASE_FIXTURE(Kept, "verify: one flipped byte in any file of the store, in FORMAT or in the key folder is named by its file") {
    open();
    std::vector<std::filesystem::path> files = {directory.path() / "data" / "FORMAT", directory.path() / "data.keys" / "master.key"};
    for (const auto& entry : std::filesystem::directory_iterator(directory.path() / "data" / "log"))
        if (entry.path().extension() == ".sst" || entry.path().filename().string().starts_with("MANIFEST") || entry.path().filename() == "CURRENT")
            files.push_back(entry.path());
    REQUIRE(files.size() >= 6);
    for (const auto& file : files) {
        std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
        const auto at = static_cast<std::streamoff>(std::filesystem::file_size(file) / 2);
        bytes.seekg(at);
        const char before = static_cast<char>(bytes.get());
        bytes.seekp(at);
        bytes.put(static_cast<char>(before ^ 0x04));
        bytes.flush();
        const VerifyReport report = verify(VerifyLevel::checksums);
        CHECK_MESSAGE(report.findings_count == 1, file.filename() << " " << told(report));
        if (report.findings_count == 1) CHECK(report.findings[0].what.find(file.filename().string()) != std::string::npos);
        bytes.seekp(at);
        bytes.put(before);
        bytes.flush();
    }
    CHECK(verify(VerifyLevel::checksums).is_clean());
}

TEST_CASE_FIXTURE(Kept, "verify: stops where it is told to, and says that it did not finish") {
    int steps = 0;
    const VerifyReport report = engine->verify(VerifyLevel::full, [&steps](const VerifyProgress& progress) {
        CHECK(progress.reading != std::string());
        return ++steps < 20;
    });
    CHECK_FALSE(report.finished);
    CHECK_FALSE(report.is_clean());
    CHECK(steps == 20);
}
