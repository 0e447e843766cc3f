// What the read log lets go of when its time is up: sealed words, and nothing else.
#include <doctest/doctest.h>

#include "engine/audit/read_log.hpp"
#include "engine/audit/read_retention.hpp"
#include "engine/log/stored_tree.hpp"
#include "engine/proof/paths.hpp"
#include "events/schema/audit.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"

namespace forloeb::testing {
namespace {

struct RetentionFixture : EngineFixture {
    RetentionFixture() { reads = std::make_unique<ReadLog>(ReadLog::beside(engine->options()), environment()); }
    void record_read(bool penal, std::uint64_t case_number = 1) {
        ReadRecord record;
        record.actor = "p-0011";
        record.actor_name = "Kanariefugl Navnesen";
        record.operation = "query.caseTimeline";
        record.reason = "en begrundelse";
        record.cases = {id(case_number)};
        record.penal = penal;
        REQUIRE(reads->record(record).wait().has_value());
    }
    RetentionReport retain(bool look = false, const OnHold& on_hold = {}) {
        auto report = retain_reads(*reads->engine().value(), {}, on_hold, "p-9", look);
        REQUIRE_MESSAGE(report.has_value(), report.error().message);
        return std::move(*report);
    }
    /// How many of the records still say who asked.
    std::size_t named() {
        const Engine& log = *reads->engine().value();
        const Page page = log.read_log({0}, {}).value();
        std::size_t count = 0;
        for (const EventView& event : page.events)
            if (event.is<ReadRecorded>()) count += log.unseal(event, test_receipt()).value().size();
        return count;
    }
    std::unique_ptr<ReadLog> reads;
};

}  // namespace

TEST_CASE_FIXTURE(RetentionFixture, "retention: two years for ordinary reads, five where penal matters might be read, counted from a volume's newest record") {
    set_clock("2026-01-10T10:00:00Z");
    record_read(false);
    record_read(true);
    set_clock("2026-02-08T10:00:00Z");
    record_read(false);
    const Engine& log = *reads->engine().value();
    REQUIRE(log.list_streams(StreamKind::reads, {}, 10)->size() == 2);
    CHECK(named() == 3);

    set_clock("2028-02-07T10:00:00Z");
    CHECK(retain().over.empty());
    CHECK(retain().kept == 2);
    set_clock("2028-02-09T10:00:00Z");
    const RetentionReport looked = retain(true);
    REQUIRE(looked.over.size() == 1);
    CHECK(looked.over.front().records == 2);
    CHECK_FALSE(looked.over.front().penal);
    CHECK(looked.over.front().event.is_nil());
    CHECK(named() == 3);

    const RetentionReport gone = retain();
    REQUIRE(gone.over.size() == 1);
    CHECK_FALSE(gone.over.front().event.is_nil());
    CHECK(gone.epoch == 2);
    CHECK(named() == 1);
    CHECK(retain().over.empty());  // once

    set_clock("2031-01-11T10:00:00Z");
    const RetentionReport penal = retain();
    REQUIRE(penal.over.size() == 1);
    CHECK(penal.over.front().penal);
    CHECK(named() == 0);
}

TEST_CASE_FIXTURE(RetentionFixture, "retention: what was let go stays so over a restart, is on record, and the log's old proofs and roots hold") {
    set_clock("2026-01-10T10:00:00Z");
    for (int i = 0; i < 5; ++i) record_read(false);
    const TreeHead before = reads->engine().value()->tree({5})->head().value();
    set_clock("2028-03-01T10:00:00Z");
    REQUIRE(retain().over.size() == 1);
    reads.reset();
    reads = std::make_unique<ReadLog>(ReadLog::beside(engine->options()), environment());
    Engine& log = *reads->engine().value();
    CHECK(named() == 0);
    CHECK(log.recompute_root({5}).value() == before.root);
    CHECK(log.verify(VerifyLevel::full, {}).is_clean());
    StoredTree tree = log.tree(log.head().next).value();
    const TreeHead now = tree.head().value();
    CHECK(proves_consistency(tree.consistency_from({5}).value(), before, now));
    const Page page = log.read_log({5}, {}).value();
    REQUIRE(page.events.size() == 1);
    CHECK(page.events.front().type().name == "subject.key_destroyed");
    CHECK(page.events.front().envelope().getActor().getPseudonym() == "p-9");
    record_read(false);  // and it goes on, on another volume
    CHECK(named() == 1);
}

TEST_CASE_FIXTURE(RetentionFixture, "retention: a volume that names a case on hold is kept until the hold is lifted") {
    set_clock("2026-01-10T10:00:00Z");
    record_read(false, 1);
    record_read(false, 2);
    set_clock("2028-03-01T10:00:00Z");
    CHECK(retain(false, [](const Uuid& one) { return one == id(2); }).kept == 1);
    CHECK(named() == 2);
    CHECK(retain(false, [](const Uuid& one) { return one == id(3); }).over.size() == 1);
    CHECK(named() == 0);
}

TEST_CASE_FIXTURE(RetentionFixture, "retention: a volume takes records for thirty days, so that the first of it are not kept a long time for the last") {
    set_clock("2026-01-10T10:00:00Z");
    record_read(false);
    set_clock("2026-02-09T09:00:00Z");
    record_read(false);
    set_clock("2026-02-09T11:00:00Z");
    record_read(false);
    CHECK(reads->engine().value()->list_streams(StreamKind::reads, {}, 10)->size() == 2);
}

}  // namespace forloeb::testing
