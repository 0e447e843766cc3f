// The auditors' index: places in both logs, found without reading either.
#include <doctest/doctest.h>

#include "projections/audit/audit_index.hpp"
#include "projections/audit/sample.hpp"
#include "engine/audit/read_log.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb::testing {
namespace {

constexpr AuditedLog e = AuditedLog::events, r = AuditedLog::reads;

struct AuditFixture : QueryFixture {
    AuditFixture() : reads(ReadLog::beside(engine->options()), environment()) {}

    void read(const char* when, const std::string& actor, bool permitted = true, const std::string& break_glass = {}) {
        set_clock(when);
        ReadRecord record;
        record.actor = actor;
        record.operation = "readStream";
        record.cases = {stream_.id};
        record.subjects = {citizen_.id};
        record.permitted = permitted;
        record.break_glass = break_glass;
        const auto receipt = reads.record(record).wait();
        REQUIRE_MESSAGE(receipt.has_value(), receipt.error().message);
    }
    void read_along(const char* when, const char* operation, std::uint64_t from, std::uint64_t end) {
        set_clock(when);
        ReadRecord record;
        record.actor = "revisor-1";
        record.operation = operation;
        record.from = {from};
        record.end = {end};
        const auto receipt = reads.record(record).wait();
        REQUIRE_MESSAGE(receipt.has_value(), receipt.error().message);
    }
    void write(const char* recorded, const char* occurred) {
        append(stream_, recorded, std::string(R"({"type": "contact.held", "occurredAt": ")") + occurred +
                                      R"(", "actor": {"pseudonym": "koord-1"}, "payload": {"channel": "sms"}})");
    }
    void open_case() {
        append(stream_, "2026-01-05T09:00:00Z",
               R"({"type": "case.opened", "occurredAt": "2026-01-05", "actor": {"pseudonym": "koord-1"}, "payload": {"subject": ")" +
                   citizen_.id.text() + R"(", "unit": "voksenhandicap"}})");
    }
    std::unique_ptr<AuditIndex> open_index() {
        auto opened = AuditIndex::open(*engine, *reads.engine().value(), directory.path() / "data" / "derived" / "audit");
        REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
        REQUIRE((*opened)->catch_up().has_value());
        return std::move(*opened);
    }
    static std::vector<AuditPlace> all(const AuditIndex& index, const AuditTopic& topic, AuditWindow window = {}) {
        if (window.limit == 0) window.limit = 100;
        auto page = index.find(topic, window);
        REQUIRE_MESSAGE(page.has_value(), page.error().message);
        return page->places;
    }
    using Places = std::vector<AuditPlace>;
    ReadLog reads;
};

}  // namespace

TEST_CASE_FIXTURE(AuditFixture, "what was done and what was seen stand in one order of time, by case, by actor and by citizen") {
    open_case();
    read("2026-01-06T10:00:00Z", "koord-2");
    write("2026-01-07T10:00:00Z", "2026-01-07");
    read("2026-01-08T10:00:00Z", "koord-1");
    const auto index = open_index();
    CHECK(all(*index, AuditTopic::of_case(stream_.id)) == Places{{e, {0}}, {r, {0}}, {e, {1}}, {r, {1}}});
    CHECK(all(*index, AuditTopic::of_actor("koord-1")) == Places{{e, {0}}, {e, {1}}, {r, {1}}});
    CHECK(all(*index, AuditTopic::of_actor("koord-2")) == Places{{r, {0}}});
    CHECK(all(*index, AuditTopic::of_actor("koord")).empty());  // the beginning of a name is nobody's name
    CHECK(all(*index, AuditTopic::of_subject(citizen_.id)) == Places{{r, {0}}, {r, {1}}});
}

TEST_CASE_FIXTURE(AuditFixture, "a period includes its bounds, and pages follow each other without gap or repetition") {
    open_case();
    for (int day = 10; day < 20; ++day) read(("2026-01-" + std::to_string(day) + "T10:00:00Z").c_str(), "koord-1");
    const auto index = open_index();
    AuditWindow window;
    window.from = at("2026-01-12T10:00:00Z");
    window.to = at("2026-01-14T10:00:00Z");
    CHECK(all(*index, AuditTopic::of_subject(citizen_.id), window) == Places{{r, {2}}, {r, {3}}, {r, {4}}});
    AuditWindow pages;
    pages.limit = 4;
    Places seen;
    do {
        const auto page = index->find(AuditTopic::of_subject(citizen_.id), pages).value();
        seen.insert(seen.end(), page.places.begin(), page.places.end());
        pages.after = page.next;
    } while (!pages.after.empty());
    CHECK(seen.size() == 10);
    CHECK(seen == all(*index, AuditTopic::of_subject(citizen_.id)));
    pages.after = "too short";
    CHECK_FALSE(index->find(AuditTopic::denied(), pages).has_value());
}

TEST_CASE_FIXTURE(AuditFixture, "who read along the log is found under every case and citizen it passed over, in the order of time, and under no other") {
    open_case();                                        // position 0
    const StreamId other{StreamKind::case_, id(77)};    // position 1
    append(other, "2026-01-05T10:00:00Z", R"({"type": "case.opened", "occurredAt": "2026-01-05", "actor": {"pseudonym": "koord-9"}, "payload": {"unit": "voksenhandicap"}})");
    write("2026-01-05T11:00:00Z", "2026-01-05");        // position 2, the first case again
    read("2026-01-06T10:00:00Z", "koord-1");            // record 0
    read_along("2026-01-07T10:00:00Z", "readLog", 1, 2);    // record 1: the other case only
    read_along("2026-01-08T10:00:00Z", "exportLog", 2, 3);  // record 2: the newer event of the first
    read_along("2026-01-09T10:00:00Z", "readLog", 0, 3);    // record 3: all of it
    read_along("2026-01-10T10:00:00Z", "subscribe", 3, 3);  // record 4: what comes after, of whom nobody knows yet
    write("2026-01-11T10:00:00Z", "2026-01-11");        // position 3
    const auto index = open_index();
    CHECK(all(*index, AuditTopic::of_case(stream_.id)) == Places{{e, {0}}, {e, {2}}, {r, {0}}, {r, {2}}, {r, {3}}, {r, {4}}, {e, {3}}});
    CHECK(all(*index, AuditTopic::of_case(other.id)) == Places{{e, {1}}, {r, {1}}, {r, {3}}});
    CHECK(all(*index, AuditTopic::of_subject(citizen_.id)) == Places{{r, {0}}, {r, {2}}, {r, {3}}, {r, {4}}});
    CHECK(all(*index, AuditTopic::of_subject(id(123))).empty());
    AuditWindow pages;
    pages.limit = 2;
    Places seen;
    do {
        const auto page = index->find(AuditTopic::of_case(stream_.id), pages).value();
        CHECK(page.places.size() <= 2);
        seen.insert(seen.end(), page.places.begin(), page.places.end());
        pages.after = page.next;
    } while (!pages.after.empty());
    CHECK(seen == all(*index, AuditTopic::of_case(stream_.id)));
    AuditWindow window;
    window.to = at("2026-01-08T10:00:00Z");
    CHECK(all(*index, AuditTopic::of_subject(citizen_.id), window) == Places{{r, {0}}, {r, {2}}});
}

TEST_CASE_FIXTURE(AuditFixture, "late entries, denied attempts and broken glass are found by themselves") {
    open_case();
    write("2026-01-20T10:00:00Z", "2026-01-19");
    write("2026-01-20T11:00:00Z", "2026-01-06");
    read("2026-01-21T10:00:00Z", "p-1", false);
    read("2026-01-21T11:00:00Z", "p-2", true, "glas-1");
    const auto index = open_index();
    AuditWindow late;
    late.late_days = 7;
    CHECK(all(*index, AuditTopic::late(), late) == Places{{e, {2}}});
    late.late_days = 13;
    CHECK(all(*index, AuditTopic::late(), late) == Places{{e, {2}}});
    late.late_days = 14;
    CHECK(all(*index, AuditTopic::late(), late).empty());
    late.late_days = 0;
    CHECK(all(*index, AuditTopic::late(), late) == Places{{e, {1}}, {e, {2}}});
    CHECK(all(*index, AuditTopic::denied()) == Places{{r, {0}}});
    CHECK(all(*index, AuditTopic::broken_glass()) == Places{{r, {1}}});
}

TEST_CASE_FIXTURE(AuditFixture, "an index goes on where it was, and one of a longer log than there is is made anew") {
    open_case();
    read("2026-01-06T10:00:00Z", "koord-1");
    (void)open_index();
    write("2026-01-07T10:00:00Z", "2026-01-07");
    const auto places = all(*open_index(), AuditTopic::of_case(stream_.id));
    CHECK(places == Places{{e, {0}}, {r, {0}}, {e, {1}}});
    // Another, shorter log under the same index.
    TemporaryDirectory other;
    EngineOptions shorter = options();
    shorter.data = other.path() / "data";
    const auto short_engine = Engine::open(shorter, environment()).value();
    auto index = AuditIndex::open(*short_engine, *reads.engine().value(), directory.path() / "data" / "derived" / "audit");
    REQUIRE(index.has_value());
    REQUIRE((*index)->catch_up().has_value());
    CHECK(all(**index, AuditTopic::of_case(stream_.id)) == Places{{r, {0}}});
}

TEST_CASE("a sample depends on the root, is about as large as asked for, and grows with its rate") {
    Hash root{}, other{};
    other[0] = 1;
    std::size_t drawn = 0, both = 0, more = 0;
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        const bool here = in_sample(root, {i}, 50'000);
        drawn += here;
        both += here && in_sample(other, {i}, 50'000);
        more += here && in_sample(root, {i}, 100'000);
    }
    CHECK(drawn == 511);  // as hashlib of Python draws
    CHECK(both == 20);
    CHECK(more == drawn);
    CHECK(in_sample(root, {7}, sample_of));
}

}  // namespace forloeb::testing
