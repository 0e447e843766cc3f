// The read log: receipts for what is on the disk, and for nothing else.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <type_traits>

#include "engine/audit/read_log.hpp"
#include "events/schema/audit.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"
#include "tests/engine/held_append_thread.hpp"

namespace forloeb::testing {
namespace {

static_assert(!std::is_default_constructible_v<ReadReceipt>);
static_assert(!std::is_constructible_v<ReadReceipt, Position, Uuid, std::vector<SensitivityClass>>);

struct ReadLogFixture : EngineFixture {
    EngineOptions read_options() { return ReadLog::beside(engine->options()); }
    std::unique_ptr<ReadLog> open_reads() { return std::make_unique<ReadLog>(read_options(), environment()); }
    static ReadRecord a_record() {
        ReadRecord record;
        record.actor = "p-0011";
        record.actor_name = "Kanariefugl Navnesen";
        record.role = "coordinator";
        record.purpose = "casework";
        record.operation = "query.caseTimeline";
        record.criteria = "det søgte kanarieord";
        record.reason = "en begrundelse";
        record.cases = {id(1)};
        record.subjects = {id(9)};
        record.from_version = {1};
        record.to_version = {7};
        record.classes = {SensitivityClass::NARRATIVE};
        record.log_size = {42};
        record.rule = "grant";
        return record;
    }
    static std::string bytes_under(const std::filesystem::path& folder) {
        std::string all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    }
};

}  // namespace

TEST_CASE_FIXTURE(ReadLogFixture, "a receipt names a record that is in the read log, with its names and words sealed") {
    auto reads = open_reads();
    const auto receipt = reads->record(a_record()).wait();
    REQUIRE_MESSAGE(receipt.has_value(), receipt.error().message);
    CHECK(receipt->recorded() == Position{0});
    Engine* const log = reads->engine().value();
    CHECK(log->options().origin == "local/case-log/read-audit");
    const Page page = log->read_log({0}, {}).value();
    REQUIRE(page.events.size() == 1);
    const EventView& event = page.events.front();
    CHECK(event.leaf().event_id == receipt->record_id());
    CHECK(event.leaf().stream.kind == StreamKind::reads);
    CHECK(event.envelope().getActor().getPseudonym() == "p-0011");
    CHECK(event.envelope().getPurpose() == "casework");
    REQUIRE(event.is<ReadRecorded>());
    const auto record = event.as<ReadRecorded>();
    CHECK(record.getOperation() == "query.caseTimeline");
    CHECK(record.getOutcome() == ReadOutcome::PERMITTED);
    CHECK(record.getToVersion() == 7);
    CHECK(record.getLogSize() == 42);
    CHECK(record.getRetention() == ReadRetention::ORDINARY);
    REQUIRE(record.getCases().size() == 1);
    CHECK(record.getCases()[0].getLow() == id(1).low());

    const auto parts = log->unseal(event, test_receipt()).value();
    REQUIRE(parts.size() == 1);
    CHECK(MessageReader(parts.front().fields).root<ReadRecordedPersonal>().getActorName() == "Kanariefugl Navnesen");
    CHECK(MessageReader(parts.front().fields).root<ReadRecordedPersonal>().getCriteria() == "det søgte kanarieord");
    reads.reset();
    const std::string disk = bytes_under(directory.path() / "data.reads");
    CHECK(disk.find("query.caseTimeline") != std::string::npos);  // the search does find what is in the clear
    CHECK(disk.find("Kanariefugl") == std::string::npos);
    CHECK(disk.find("kanarieord") == std::string::npos);
}

TEST_CASE_FIXTURE(ReadLogFixture, "a receipt opens the classes that are on record and no others") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9), event_with_personal<NoteRecorded, NoteRecordedPersonal>(
        "2026-01-06", [](NoteRecorded::Builder) {}, [](NoteRecordedPersonal::Builder note) {
            note.setText("fortalt");
            note.setHealth("en diagnose");
        })))).has_value());
    auto reads = open_reads();
    const auto receipt = reads->record(a_record()).wait();
    REQUIRE(receipt.has_value());
    Page page = engine->read_stream(case_stream(1), {2}, Direction::forwards, {}).value();
    const EventView note = std::move(page.events.front());
    const auto parts = engine->unseal(note, *receipt).value();
    REQUIRE(parts.size() == 1);
    CHECK(MessageReader(parts.front().fields).root<NoteRecordedPersonal>().getText() == "fortalt");
    CHECK(MessageReader(parts.front().fields).root<NoteRecordedPersonal>().getHealth() == "");
}

TEST_CASE_FIXTURE(ReadLogFixture, "what touches penal matters is on a volume of its own, and a volume does not grow for ever") {
    auto reads = open_reads();
    ReadRecord penal = a_record();
    penal.classes = {SensitivityClass::PENAL};
    penal.penal = true;
    std::vector<AwaitedReceipt> awaited;
    for (std::uint32_t i = 0; i < ReadLog::volume_records + 1; ++i) awaited.push_back(reads->record(a_record()));
    awaited.push_back(reads->record(penal));
    for (const AwaitedReceipt& one : awaited) REQUIRE(one.wait().has_value());
    Engine* const log = reads->engine().value();
    CHECK(log->head().next.value == ReadLog::volume_records + 2);
    std::multiset<std::uint64_t> sizes;
    const auto volumes = log->list_streams(StreamKind::reads, {}, 10).value();
    for (const StreamId volume : volumes) sizes.insert(log->stream_version(volume)->value);
    CHECK(sizes == std::multiset<std::uint64_t>{1, 1, ReadLog::volume_records});
}

TEST_CASE_FIXTURE(ReadLogFixture, "records made while a group is being synced share the next sync") {
    auto reads = open_reads();
    Engine* const log = reads->engine().value();
    HeldAppendThread held(*log);
    std::vector<AwaitedReceipt> awaited{reads->record(a_record())};
    held.wait_until_held();
    for (int i = 0; i < 100; ++i) awaited.push_back(reads->record(a_record()));
    held.let_go();
    for (const AwaitedReceipt& one : awaited) REQUIRE(one.wait().has_value());
    std::size_t groups = 0;  // each is written and synced once
    const LogExport stored = log->export_log({}, {101}, limits::export_bytes_max).value();
    for (const std::string& value : stored.values) groups += value.starts_with("FLg1") ? 1 : 0;
    CHECK(groups == 2);
}

TEST_CASE_FIXTURE(ReadLogFixture, "without its directory there is no receipt, and the case log goes on") {
    std::ofstream(directory.path() / "data.reads") << "a file where the folder should be";
    auto reads = open_reads();
    const auto refused = reads->record(a_record()).wait();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::unavailable);
    CHECK(refused.error().message.find("Kanarie") == std::string::npos);
    CHECK_FALSE(reads->trouble().empty());
    CHECK(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    std::filesystem::remove(directory.path() / "data.reads");
    CHECK(reads->record(a_record()).wait().has_value());  // it is tried again each time
    CHECK(reads->trouble().empty());
}

TEST_CASE_FIXTURE(ReadLogFixture, "on a full volume there is no receipt until there is room") {
    { REQUIRE(open_reads()->record(a_record()).wait().has_value()); }
    EngineOptions options = read_options();
    options.space_floor = std::uint64_t{1} << 60;
    ReadLog reads(options, environment());
    const auto refused = reads.record(a_record()).wait();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::unavailable);
    CHECK(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
}

TEST_CASE_FIXTURE(ReadLogFixture, "a record that would put a number like a CPR in the clear is refused") {
    auto reads = open_reads();
    ReadRecord record = a_record();
    record.recipient = "0101701234";
    const auto refused = reads->record(record).wait();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK(reads->engine().value()->head().next == Position{0});
}

}  // namespace forloeb::testing
