// The four real logs, imported into a real engine. They are not ours to publish, so they are found
// through FORLOEB_LOGS; without them the tests say so and pass on a stranger's machine, and fail in CI.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include "events/schema/case.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"
#include "tools/import/engine_target.hpp"
#include "tools/import/retract.hpp"
#include "tools/import/xes_import.hpp"

namespace forloeb {
namespace {

using testing::EngineFixture;

/// The log, or nothing after having said that it is not there.
std::optional<std::filesystem::path> real_log(const std::string& name) {
    const char* folder = std::getenv("FORLOEB_LOGS");
    const std::filesystem::path logs = folder != nullptr ? folder : std::string(FORLOEB_SOURCE_DIR) + "/../shared/data";
    if (std::filesystem::exists(logs / name)) return logs / name;
    const char* ci = std::getenv("CI");
    if (ci != nullptr && *ci != '\0') FAIL("the log ", name, " is not in FORLOEB_LOGS");
    MESSAGE("skipped: the log ", name, " is not in FORLOEB_LOGS");
    return std::nullopt;
}

Mapping shipped(const std::string& name) {
    auto mapping = Mapping::load(std::string(FORLOEB_SOURCE_DIR) + "/tools/import/mappings/" + name + ".toml");
    REQUIRE_MESSAGE(mapping.has_value(), mapping.error().message);
    return std::move(*mapping);
}

ImportReport import_into(Engine& engine, const std::filesystem::path& log, const Mapping& mapping,
                         const ImportOptions& options = {}) {
    EngineTarget target(engine);
    ImportReport report = import_xes_file(log, mapping, target, options);
    CHECK_MESSAGE(!report.error, (report.error ? report.error->message : ""));
    return report;
}

struct Expected {
    const char* mapping;
    std::uint64_t cases;
    std::uint64_t events;
    std::uint64_t ties;
    std::uint64_t deadlines;
    const char* sha256;
};

/// Imports the log twice and compares with what an independent reading of it gives.
void arrives_in_full(EngineFixture& fixture, const std::filesystem::path& log, const Expected& expected,
                     const std::function<void(const ImportReport&)>& also = {}) {
    const Mapping mapping = shipped(expected.mapping);
    const ImportReport first = import_into(*fixture.engine, log, mapping);
    CHECK(first.cases == expected.cases);
    CHECK(first.new_cases == expected.cases);
    CHECK(first.source_events == expected.events);
    CHECK(first.new_events == expected.events);
    CHECK(first.rejected.count == 0);
    CHECK(first.left_out.count == 0);
    CHECK(first.illegal_tokens.count == 0);
    CHECK(first.ties == expected.ties);
    CHECK(first.inversions == 0);
    CHECK(first.sha256 == expected.sha256);
    CHECK(first.appended_by_type.at("case.opened") == expected.cases);
    CHECK(first.synthesised_events == expected.cases + expected.deadlines);
    CHECK(first.appended_events == expected.events + expected.cases + expected.deadlines);
    CHECK(fixture.engine->head().next.value == first.appended_events);
    if (also) also(first);

    const ImportReport second = import_into(*fixture.engine, log, mapping);
    CHECK(second.repeated_events == expected.events);
    CHECK(second.new_events == 0);
    CHECK(second.appended_events == 0);
    CHECK(second.changed.count == 0);
}

/// Every event of the engine's log, in order.
void for_each_event(const Engine& engine, const std::function<void(const EventView&)>& each) {
    for (Position from{0};;) {
        const auto page = engine.read_log(from, {});
        REQUIRE(page.has_value());
        for (const EventView& event : page->events) each(event);
        if (page->at_end) return;
        from = page->events.back().leaf().position.next();
    }
}

TEST_CASE("The receipt log arrives in full, it breaks its own promises, and the report says which") {
    const auto log = real_log("receipt_wabo.xes.gz");
    if (!log) return;
    EngineFixture fixture;
    arrives_in_full(
        fixture, *log,
        {"receipt_wabo", 1434, 8577, 0, 1434, "e79b75d03aa6fefb4146473a987cea984d2244e6c39a4bd177392d879755af9f"},
        [](const ImportReport& report) {
            CHECK(report.missing_globals.at("trace redenverlenging") == 1434);
            CHECK(report.missing_globals.at("trace aantekening") == 1434);
            CHECK(report.missing_globals.count("trace deadline") == 0);
            CHECK(report.unmapped_activities.size() == 27);
        });
    // Names and numbers of the source are in no clear field; with the keys they are all there.
    std::uint64_t named = 0;
    for_each_event(*fixture.engine, [&](const EventView& event) {
        const std::string_view bytes = as_text(event.bytes());
        named +=
            bytes.find("Resource") != std::string_view::npos || bytes.find("case-") != std::string_view::npos ? 1 : 0;
    });
    CHECK(named == 0);
    const auto stream = fixture.engine->lookup("xes:receipt", "case-10011");
    REQUIRE(stream.has_value());
    REQUIRE(stream->has_value());
    const auto events = fixture.engine->read_whole_stream(**stream);
    const auto parts = fixture.engine->unseal(events->front(), testing::test_receipt());
    REQUIRE(parts.has_value());
    MessageReader reader(parts->front().fields);
    CHECK(reader.root<CaseOpenedPersonal>().getCaseNumber() == "case-10011");
}

TEST_CASE("The sepsis log arrives in full with its ties in time") {
    const auto log = real_log("sepsis.xes.gz");
    if (!log) return;
    EngineFixture fixture;
    arrives_in_full(
        fixture, *log,
        {"sepsis", 1050, 15214, 4447, 0, "709c52340306415952811b9b9c5dc6bcc8f8d47d583eba39df9a538459dc543a"});
}

TEST_CASE("The building permits arrive in full, the second clock beside the first") {
    const auto log = real_log("bpic15_municipality2.xes.gz");
    if (!log) return;
    EngineFixture fixture;
    arrives_in_full(fixture, *log,
                    {"bpic15_municipality2", 832, 44354, 23161, 0,
                     "aa0b2c6469d959a0303a6015afb2f5dddb8dd14040b52c0fd824bf5f57420600"});
    std::uint64_t more_than_a_day = 0, more_than_thirty_days = 0, planned = 0;
    constexpr std::int64_t day = 86'400'000'000;
    for_each_event(*fixture.engine, [&](const EventView& event) {
        const WhenTold entered = read_moment(event.envelope().getEnteredAt());
        if (entered.is_unknown()) return;
        const WhenTold occurred = event.occurred();
        const std::int64_t local_delay = entered.at.micros - occurred.at.micros +
                                         (entered.offset_minutes - occurred.offset_minutes) * std::int64_t{60'000'000};
        more_than_a_day += local_delay > day ? 1 : 0;
        more_than_thirty_days += local_delay > 30 * day ? 1 : 0;
        for (const auto attribute : event.as<ExternalRecorded>().getAttributes())
            planned += attribute.getKey() == "planned" ? 1 : 0;
    });
    CHECK(more_than_a_day == 8389);
    CHECK(more_than_thirty_days == 6596);
    CHECK(planned == 35452);
}

TEST_CASE("The road traffic log, without any declaration, arrives in full") {
    const auto log = real_log("roadtraffic100traces.xes");
    if (!log) return;
    EngineFixture fixture;
    arrives_in_full(
        fixture, *log,
        {"roadtraffic100traces", 100, 390, 12, 0, "ef6879f823acb00d7e856a7810ddb330603367af95210524a1e30f982ffa6766"});
}

TEST_CASE("An import that is interrupted and taken up by another process ends with the same events") {
    const auto log = real_log("receipt_wabo.xes.gz");
    if (!log) return;
    EngineFixture fixture;
    const Mapping mapping = shipped("receipt_wabo");
    std::uint64_t events = 0;
    for (int stop_after = 10;; stop_after += 10) {
        ImportOptions options;
        int calls = 0;
        options.stop = [&] { return ++calls == stop_after; };
        const ImportReport report = import_into(*fixture.engine, *log, mapping, options);
        events += report.new_events;
        CHECK(report.changed.count == 0);
        fixture.open();  // closes the engine and opens the directory again
        if (!report.interrupted) break;
    }
    CHECK(events == 8577);
    CHECK(fixture.engine->head().next.value == 8577 + 2 * 1434);
}

TEST_CASE("An import that is taken back holds no more, and can be brought anew") {
    const auto log = real_log("roadtraffic100traces.xes");
    if (!log) return;
    EngineFixture fixture;
    const Mapping mapping = shipped("roadtraffic100traces");
    const ImportReport first = import_into(*fixture.engine, *log, mapping);
    {
        EngineTarget target(*fixture.engine);
        CHECK(*retract_import(target, first.batch, "drift", "wrong_file") == Retraction::done);
        CHECK(*retract_import(target, first.batch, "drift", "wrong_file") == Retraction::was_retracted);
    }
    const auto streams = fixture.engine->list_streams(StreamKind::case_, Uuid{}, 1000);
    REQUIRE(streams.has_value());
    REQUIRE(streams->size() == 100);
    const auto history = fixture.engine->history(streams->front(), AsOf{});
    REQUIRE(history.has_value());
    CHECK(history->effective.empty());
    const ImportReport second = import_into(*fixture.engine, *log, mapping);
    CHECK(second.new_events == 390);
    CHECK(second.new_cases == 0);
}

}  // namespace
}  // namespace forloeb
