#include "projections/measure_facts/measure_facts.hpp"

#include <doctest/doctest.h>

#include <capnp/message.h>

#include <algorithm>

#include "projections/measure_facts/facts_code.hpp"
#include "projections/measure_facts/stored_cases.hpp"
#include "tests/projections/history_builder.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using testing::HistoryBuilder;

HistoryBuilder eventful_case() {
    HistoryBuilder builder;
    builder.add(R"(2026-01-05T09:30:00.000001+01:00 case.opened {"unit":"Voksenhandicap","primaryTargetGroup":"erhvervet_hjerneskade"} {"methodVersion":"2"})")
        .add(R"(2026-01-11T10:00:00+01:00 coordinator.assigned {"person":"k1","kind":"handicapkoordinator"} {"actor":{"pseudonym":"leder","unit":"Voksenhandicap"}})")
        .add(R"(2026-02 commitment.made {"commitment":"c1","to":"borger","due":"2026-03-01","withinCompetence":"yes"})")
        .add(R"(2026-02-20 commitment.renegotiated {"commitment":"c1","newDue":"2026-04-01"})")
        .add(R"(2026-03-29T01:59:59Z commitment.kept {"commitment":"c1"})");
    return builder;
}

std::string row_of(const HistoryBuilder& builder) {
    const History history = builder.history();
    return MeasureFactsProjection().rows(history, facts::facts_of(builder.case_id(), history).value()).value().front().value;
}

/// The rows' own code is the means of comparison: it says every field once.
std::string all_fields(const facts::CaseFacts& facts) {
    FactsEncoder encoder;
    each_facts_list(facts, [&](FactsPart part, const auto& list) { encoder.in(part, list); });
    std::string bytes;
    for (std::size_t part = 0; part < facts_parts; ++part) bytes += encoder.bytes(static_cast<FactsPart>(part));
    return bytes + WordTable::written(encoder.numbering().words());
}

}  // namespace

TEST_CASE("what is kept of a case for measures is what was folded, to the microsecond and the month") {
    const HistoryBuilder builder = eventful_case();
    const History history = builder.history();
    const facts::CaseFacts folded = facts::facts_of(builder.case_id(), history).value();
    const auto stored = decode_facts(builder.case_id(), row_of(builder), FactsWanted::all());
    REQUIRE(stored.has_value());
    CHECK(all_fields(stored->facts) == all_fields(folded));
    REQUIRE(stored->facts.commitments.size() == 1);
    const facts::Commitment& promise = stored->facts.commitments.front();
    CHECK(format_when(promise.made.when) == "2026-02");
    CHECK(format_when(promise.renegotiated.at(0).due) == "2026-04-01");
    CHECK(format_when(promise.kept->when) == "2026-03-29T01:59:59Z");
    CHECK(promise.kept->event == HistoryBuilder::event_id(5));
    CHECK(promise.kept->recorded == folded.commitments.front().kept->recorded);
    CHECK(promise.kept->position == folded.commitments.front().kept->position);
    CHECK(promise.kept->version == StreamVersion{5});
    CHECK(stored->facts.act(promise.made).type->name == "commitment.made");
    CHECK(format_when(stored->facts.episodes.at(0).opened.when) == "2026-01-05T09:30:00.000001+01:00");
    CHECK(stored->facts.attributes.back().attributes.method_version == "2");
    CHECK(stored->last_occurs == parse_when("2026-03-29T01:59:59Z")->at);
    CHECK(stored->firsts.size() == 5);
}

TEST_CASE("what is not wanted is not decoded") {
    const HistoryBuilder builder = eventful_case();
    const auto stored = decode_facts(builder.case_id(), row_of(builder), {FactsPart::words, FactsPart::types, FactsPart::assignments});
    REQUIRE(stored.has_value());
    CHECK(stored->facts.assignments.size() == 1);
    CHECK(stored->facts.commitments.empty());
    CHECK(stored->facts.acts.empty());
    CHECK(stored->facts.assignments.front().at.event.is_nil());
}

TEST_CASE("fields that few measures read are decoded where their part is wanted, and only there") {
    HistoryBuilder builder;
    builder.add(R"(2026-01-05T09:30:00+01:00 case.opened {"unit":"a"})")
        .add(R"(2026-02-01T10:00:00+01:00 contact.held {"kinds":["citizen"],"channel":"telephone"} {"actor":{"pseudonym":"k1","organisation":"kommunen"}})")
        .add(R"(2026-02-02T10:00:00+01:00 contact.held {"kinds":["citizen"],"channel":"meeting"} {"actor":{"pseudonym":"k2","organisation":"regionen"}})");
    const std::string row = row_of(builder);
    const auto little = decode_facts(builder.case_id(), row, {FactsPart::words, FactsPart::contacts});
    REQUIRE(little.has_value());
    REQUIRE(little->facts.contacts.size() == 2);
    CHECK(little->facts.contacts[1].by == "k2");
    CHECK(little->facts.contacts[1].organisation.empty());
    CHECK(little->facts.contacts[1].channel.empty());
    const auto more = decode_facts(builder.case_id(), row, {FactsPart::words, FactsPart::contacts, FactsPart::contact_parties, FactsPart::contact_details});
    REQUIRE(more.has_value());
    CHECK(more->facts.contacts[1].organisation == "regionen");
    CHECK(more->facts.contacts[0].channel == "telephone");
    CHECK(more->facts.contacts[1].channel == "meeting");
    // By itself such a part belongs to no facts: what was not read of it makes it no row.
    CHECK_FALSE(decode_facts(builder.case_id(), row, {FactsPart::words, FactsPart::contact_details}).has_value());
}

TEST_CASE("a row that is cut short or altered is no row, and nothing is read beyond it") {
    const HistoryBuilder builder = eventful_case();
    const std::string row = row_of(builder);
    for (std::size_t size = 0; size + 1 < row.size(); ++size) static_cast<void>(decode_facts(builder.case_id(), row.substr(0, size), FactsWanted::all()));
    CHECK_FALSE(decode_facts(builder.case_id(), "", FactsWanted::all()).has_value());
    CHECK_FALSE(decode_facts(builder.case_id(), row.substr(0, row.size() / 2), FactsWanted::all()).has_value());
    for (std::size_t at = 0; at < row.size(); ++at) {
        std::string altered = row;
        altered[at] = static_cast<char>(altered[at] ^ 0xff);
        static_cast<void>(decode_facts(builder.case_id(), altered, FactsWanted::all()));  // whatever it says, it ends
    }
    const FactsWords words;
    FactsDecoder decoder({FactsPart::phases});
    decoder.begin(words, [](FactsPart) { return std::string_view("\xff\xff\xff\xff\x0f"); });  // a list of four milliard, in five bytes
    std::vector<facts::PhaseEntry> list;
    decoder.in(FactsPart::phases, list);
    CHECK_FALSE(decoder.ok());
    CHECK(list.empty());
}

TEST_CASE_FIXTURE(testing::QueryFixture, "what happens after the day asked about is not in the rows' answer, and the past of the log is folded") {
    const auto promise = [&](std::uint64_t number, const char* recorded, const char* made) {
        append(testing::case_stream(number), recorded, std::string(R"({"type":"case.opened","occurredAt":"2026-01-01","actor":{"pseudonym":"k"},"payload":{"unit":"a"}})"));
        append(testing::case_stream(number), recorded, std::string(R"({"type":"commitment.made","occurredAt":")") + made + R"(","actor":{"pseudonym":"k"},"payload":{"commitment":"c","due":"2026-05-01"}})");
    };
    promise(1, "2026-06-01T09:00:00Z", "2026-02-01");
    promise(2, "2026-06-02T09:00:00Z", "2026-04-01");
    Runner& rows = runner();
    promise(3, "2026-06-03T09:00:00Z", "2026-02-01");  // the rows have not heard of it
    const auto visited = [&](Runner* from, const AsOf& as_of) {
        std::string said;
        const auto all = visit_measured_cases(*engine, from, as_of, FactsWanted::all(), [&](const facts::CaseFacts& facts, std::span<const Recording::Since> firsts) {
            said += std::to_string(facts.commitments.size()) + "/" + std::to_string(firsts.size()) + " ";
        });
        REQUIRE(all.has_value());
        return said + "@" + std::to_string(all->known.value);
    };
    CHECK(visited(&rows, {}) == "1/2 1/2 @4");
    CHECK(visited(&rows, testing::occurred_by("2026-03-01")) == "1/2 0/1 @4");
    CHECK(visited(nullptr, testing::occurred_by("2026-03-01")) == "1/2 0/1 1/2 @6");
    CHECK(visited(&rows, testing::known_at("2026-06-01")) == "1/2 @2");
    CHECK(visited(nullptr, testing::known_at("2026-06-01")) == "1/2 @2");
    REQUIRE(rows.catch_up().has_value());
    CHECK(visited(&rows, {}) == visited(nullptr, {}));
}

TEST_CASE_FIXTURE(testing::QueryFixture, "rows too many to be held in memory are read from the store, and say the same") {
    for (std::uint64_t number = 1; number <= 150; ++number)
        append(testing::case_stream(number), "2026-06-01T09:00:00Z", R"({"type":"case.opened","occurredAt":"2026-01-01","actor":{"pseudonym":"k"},"payload":{"unit":"a"}})");
    Runner& rows = runner();
    const auto visited = [&](std::size_t held) {
        rows.find(MeasureFactsProjection::stored_name).value()->live()->hold_at_most(held);
        std::string said;
        const auto all = visit_measured_cases(*engine, &rows, {}, FactsWanted::all(), [&](const facts::CaseFacts& facts, std::span<const Recording::Since> firsts) {
            said += facts.case_id.text() + "/" + std::to_string(facts.episodes.size()) + "/" + std::to_string(firsts.size()) + " ";
        });
        REQUIRE(all.has_value());
        return said;
    };
    const std::string from_memory = visited(held_bytes_max);
    CHECK(std::ranges::count(from_memory, ' ') == 150);
    CHECK(visited(0) == from_memory);
}

}  // namespace forloeb
