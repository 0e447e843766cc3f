// Acceptance test 6 over DATA/derived: what is sealed in the log is not in the rows made of it, before and after the person's keys
// are destroyed. First that the scanner would find it there.
#include <doctest/doctest.h>

#include "events/schema/person.capnp.h"
#include "tests/engine/privacy/erasure_scanner.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb::testing {
namespace {

constexpr const char* sealed_words[] = {"kanarie-navn-q7x", "kanarie-notat-q7x", "kanarie-maal-q7x", "1105801101"};
const std::string clear_unit = "kanarie-enhed-q7x";

struct PlantedRows : QueryFixture {
    PlantedRows() {
        append(citizen_, "2026-01-02T10:00:00Z",
               R"({"type":"subject.described","occurredAt":"2026-01-02","actor":{"pseudonym":"k1"},"payload":{"kind":"citizen"},"personal":{"name":"kanarie-navn-q7x","cpr":"1105801101"}})");
        append(stream_, "2026-01-03T10:00:00Z",
               R"({"type":"case.opened","occurredAt":"2026-01-03","actor":{"pseudonym":"k1"},"payload":{"subject":")" + citizen_.id.text() + R"(","unit":")" + clear_unit + R"("}})");
        append(stream_, "2026-01-04T10:00:00Z",
               R"({"type":"note.recorded","occurredAt":"2026-01-04","actor":{"pseudonym":"k1"},"payload":{"kind":"observation"},"personal":{"text":"kanarie-notat-q7x"}})");
        append(stream_, "2026-01-05T10:00:00Z",
               R"({"type":"goal.agreed","occurredAt":"2026-01-05","actor":{"pseudonym":"k1"},"payload":{"goal":"g1"},"personal":{"text":"kanarie-maal-q7x"}})");
    }
    [[nodiscard]] std::filesystem::path derived() const { return directory.path() / "data" / "derived"; }
    void check_no_sealed_word() {
        runner();
        const ErasureScanner scanner(derived());
        CHECK(scanner.looked().size() > 5);
        for (const char* word : sealed_words) CHECK_FALSE_MESSAGE(scanner.finds(word), word);
    }
};

}  // namespace

TEST_CASE_FIXTURE(PlantedRows, "no sealed word is in the rows of any projection, in no file of them, while a clear one is found there") {
    runner();
    CHECK(ErasureScanner(derived()).finds(clear_unit));  // the control: the scanner sees what lies in these files
    check_no_sealed_word();
    REQUIRE(runner().rebuild(runner().all(), {}).has_value());
    check_no_sealed_word();
    CHECK(ErasureScanner(derived()).finds(clear_unit));
}

TEST_CASE_FIXTURE(PlantedRows, "after a shred the rows made of the person's cases hold no word of theirs either") {
    runner();
    ShredOrder order;
    order.warrant = {id(0x30000), "leder-1", {"leder-1", "dpo-1"}, "retention_ended", "databeskyttelsesforordningen", "17", {}, "rule_discards"};
    order.subject = citizen_.id;
    order.rule = {"birth_days_1", {1}};
    const auto shredded = engine->shred(order);
    REQUIRE_MESSAGE(shredded.has_value(), shredded.error().message);
    check_no_sealed_word();
    REQUIRE(runner().rebuild(runner().all(), {}).has_value());
    check_no_sealed_word();
}

}  // namespace forloeb::testing
