#include <doctest/doctest.h>

#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;

class ManyCases : public QueryFixture {
  public:
    void open_case(std::uint64_t number, const std::string& unit, const std::string& assigned = {}) {
        const StreamId stream = case_stream(number);
        append(stream, "2026-06-01T09:00:00Z", R"({"type":"case.opened","occurredAt":"2026-01-01","actor":{"pseudonym":"k"},"payload":{"subject":")" +
               id(1000 + number).text() + R"(","unit":")" + unit + R"("}})");
        if (!assigned.empty())
            append(stream, "2026-06-01T09:00:00Z", R"({"type":"coordinator.assigned","occurredAt":")" + assigned + R"(","actor":{"pseudonym":"k"},"payload":{"person":"k"}})");
    }
    void import_step(std::uint64_t number, int position, const std::string& who) {
        append(case_stream(number), "2026-06-01T09:00:00Z", R"({"type":"external.recorded","occurredAt":"2026-01-0)" + std::to_string(position) +
               R"(","actor":{"pseudonym":")" + who + R"("},"source":{"system":"log","position":)" + std::to_string(position) + R"(},"payload":{"activity":"A"}})", true);
    }
    answers::MeasureResult::Reader run(const char* measure, const std::function<void(answers::MeasureQuery::Builder)>& fill = {}, const AsOf& as_of = {}) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::MeasureQuery>();
        query.setMeasure(measure);
        if (fill) fill(query);
        return ask<answers::MeasureResult>([&](auto out) { return run_measure(*engine, nullptr, as_of, query.asReader(), out); });
    }
    static answers::Figure::Reader figure(answers::Stratum::Reader stratum, const char* code) {
        for (const auto each : stratum.getFigures())
            if (each.getCode() == code) return each;
        FAIL("no figure ", code);
        return {};
    }
    answers::CaseList::Reader list(const CaseListQuery& query = {}) {
        Runner& rows = runner();
        return ask<answers::CaseList>([&](auto out) { return query_case_list(*engine, rows, query, out); });
    }
};

}  // namespace

TEST_CASE_FIXTURE(ManyCases, "the case list pages in order of id and filters") {
    for (std::uint64_t number = 1; number <= 5; ++number) open_case(number, number == 3 ? "b" : "a", "2026-01-10");
    const auto first = list({.after = {}, .limit = 2, .state = {}, .unit = {}, .source = {}, .coordinator = {}, .partner_unit = {}});
    CHECK(first.getTotal() == 5);
    CHECK(first.getMore());
    REQUIRE(first.getRows().size() == 2);
    CHECK(first.getAsOf().getKnown() == 10);
    CHECK(text(first.getRows()[0].getCoordinator()) == "k");
    const auto rest = list({.after = case_stream(2).id, .limit = 10, .state = "open", .unit = "a", .source = {}, .coordinator = {}, .partner_unit = {}});
    REQUIRE(rest.getRows().size() == 2);
    CHECK(Uuid::from_halves(rest.getRows()[0].getCaseId().getHigh(), rest.getRows()[0].getCaseId().getLow()) == case_stream(4).id);
    CHECK_FALSE(rest.getMore());
}

TEST_CASE_FIXTURE(ManyCases, "the case list says when the citizen was last spoken with, and whether there is a shared goal") {
    const auto tell = [&](const char* type, const char* day, const std::string& payload) {
        append(case_stream(1), "2026-06-01T09:00:00Z", std::string(R"({"type":")") + type + R"(","occurredAt":")" + day +
               R"(","actor":{"pseudonym":"k"},"payload":)" + payload + "}");
    };
    open_case(1, "a");
    open_case(2, "a");
    tell("contact.held", "2026-02-03", R"({"kinds":["citizen"],"channel":"phone"})");
    tell("contact.attempted", "2026-02-09", R"({"channel":"phone"})");
    tell("goal.agreed", "2026-02-04", R"({"goal":"g1","citizenEndorses":"yes"})");
    const auto endorsed_by = [](const std::string& organisation) {
        return R"({"goal":"g1","by":{"party":")" + organisation + R"(","kind":"professional","sector":"external","organisation":")" + organisation + R"("},"endorses":"yes"})";
    };
    tell("goal.endorsed", "2026-02-05", endorsed_by("bank"));
    CHECK(list().getRows()[0].getSharedGoal() == Answer::NO);
    tell("goal.endorsed", "2026-02-06", endorsed_by("hospital"));
    const auto rows = list().getRows();
    CHECK(rows[0].getSharedGoal() == Answer::YES);
    CHECK(rows[0].getLastContact().getMicros() == 1'770'073'200'000'000);  // 3 February, local midnight
    CHECK(rows[1].getSharedGoal() == Answer::NO);
    CHECK(rows[1].getLastContact().getPrecision() == Precision::UNKNOWN);
}

TEST_CASE_FIXTURE(ManyCases, "cases are found by the unit that takes part in them") {
    open_case(1, "a");
    open_case(2, "a");
    append(case_stream(2), "2026-06-01T09:00:00Z", R"({"type":"partner.added","occurredAt":"2026-01-02","actor":{"pseudonym":"k"},"payload":{"party":"job","sector":"internal","unit":"Jobcenter"}})");
    CaseListQuery query;
    query.partner_unit = "Jobcenter";
    CHECK(list(query).getRows().size() == 1);
}

TEST_CASE_FIXTURE(ManyCases, "derived handovers come from the rows, and from a fold when words are missing, alike") {
    for (const std::uint64_t number : {1, 2}) {
        import_step(number, 1, "p1");
        import_step(number, 2, "?");
        import_step(number, 3, "p2");
    }
    Runner& rows = runner();
    HandoverQuery query;
    const auto stored = ask<answers::DerivedHandovers>([&](auto out) { return query_derived_handovers(*engine, rows, {}, query, out); });
    CHECK(stored.getTotal() == 4);
    CHECK(stored.getCases() == 2);
    CHECK(stored.getCasesWithAny() == 2);
    REQUIRE(stored.getPairs().size() == 2);
    CHECK(stored.getPairs()[0].getCount() == 2);
    const auto past = ask<answers::DerivedHandovers>([&](auto out) { return query_derived_handovers(*engine, rows, occurred_by("2026-01-02"), query, out); });
    CHECK(past.getTotal() == 2);
    query.missing_words = {"?"};
    const auto folded = ask<answers::DerivedHandovers>([&](auto out) { return query_derived_handovers(*engine, rows, {}, query, out); });
    CHECK(folded.getTotal() == 2);
    CHECK(text(folded.getPairs()[0].getFrom()) == "p1");
    CHECK(text(folded.getPairs()[0].getTo()) == "p2");
    const auto one = ask<answers::CaseHandovers>([&](auto out) { return query_case_handovers(*engine, case_stream(1).id, {}, query, out); });
    REQUIRE(one.getSteps().size() == 1);
    CHECK(one.getSteps()[0].getFromPosition() == 0);
    CHECK(one.getSteps()[0].getToPosition() == 2);
    query.by = "phase of the moon";
    capnp::MallocMessageBuilder message;
    CHECK_FALSE(query_derived_handovers(*engine, rows, {}, query, message.initRoot<answers::DerivedHandovers>()).has_value());
}

TEST_CASE_FIXTURE(ManyCases, "a figure about few citizens is hidden, one about many is shown with its receipt") {
    for (std::uint64_t number = 1; number <= 9; ++number) open_case(number, "a", "2026-01-11");
    const auto few = run("M1");
    CHECK(figure(few.getStrata()[0], "opened_to_assigned.median").getState() == answers::FigureState::HIDDEN);
    CHECK(figure(few.getStrata()[0], "opened_to_assigned.median").getValue() == 0);
    open_case(10, "a", "2026-01-21");
    const auto many = run("M1", {}, occurred_by("2026-03-01"));
    const auto median = figure(many.getStrata()[0], "opened_to_assigned.median");
    CHECK(median.getState() == answers::FigureState::SHOWN);
    CHECK(median.getValue() == doctest::Approx(10));
    CHECK(text(median.getText()) == "10");
    CHECK(median.getN() == 10);
    CHECK(figure(many.getStrata()[0], "opened_to_assigned.p90").getState() == answers::FigureState::HIDDEN);
    const auto receipt = many.getReceipt();
    CHECK(text(receipt.getMeasure()) == "M1");
    CHECK(receipt.getVersion() == 1);
    CHECK(receipt.getKnown() == 20);
    CHECK(text(receipt.getRoot()) == to_hex(engine->head().root));
    CHECK(receipt.getN() == 10);
    CHECK(receipt.getCases() == 10);
    CHECK(receipt.getHidden() > 0);
    CHECK(text(receipt.getTzdata()).size() >= 5);
    CHECK(text(receipt.getCommand()) == "forloeb measure run M1 --param universal=no --as-of 2026-03-01T22:59:59.999999Z --known-at 2026-06-01T09:00:00Z");
}

TEST_CASE_FIXTURE(ManyCases, "strata with too few citizens are hidden, and none can be found by subtraction") {
    for (std::uint64_t number = 1; number <= 12; ++number) open_case(number, "stor", "2026-01-11");
    for (std::uint64_t number = 21; number <= 26; ++number) open_case(number, "mellem", "2026-01-11");
    for (std::uint64_t number = 31; number <= 33; ++number) open_case(number, "lille", "2026-01-11");
    const auto result = run("M1", [](answers::MeasureQuery::Builder query) { query.initCohort().setBy("unit"); });
    REQUIRE(result.getStrata().size() == 4);
    CHECK(text(result.getStrata()[1].getValue()) == "lille");
    CHECK(result.getStrata()[1].getHidden());
    CHECK(result.getStrata()[1].getFigures().size() == 0);
    CHECK(text(result.getStrata()[2].getValue()) == "mellem");
    CHECK(result.getStrata()[2].getHidden());
    CHECK_FALSE(result.getStrata()[3].getHidden());
    CHECK(figure(result.getStrata()[3], "opened_to_assigned.median").getState() == answers::FigureState::SHOWN);
}

TEST_CASE_FIXTURE(ManyCases, "a measure refuses what it does not know, by name") {
    const auto refused = [&](const std::function<void(answers::MeasureQuery::Builder)>& fill) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::MeasureQuery>();
        query.setMeasure("M1");
        fill(query);
        capnp::MallocMessageBuilder answer;
        const Status status = run_measure(*engine, nullptr, {}, query.asReader(), answer.initRoot<answers::MeasureResult>());
        REQUIRE_FALSE(status.has_value());
        return status.error().field;
    };
    CHECK(refused([](auto query) { query.setMeasure("M99"); }) == "measure");
    CHECK(refused([](auto query) {
              auto parameters = query.initParameters(1);
              parameters[0].setName("weather");
          }) == "parameters.weather");
    CHECK(refused([](auto query) {
              auto parameters = query.initParameters(1);
              parameters[0].setName("universal");
              parameters[0].setValue("perhaps");
          }) == "parameters.universal");
    CHECK(refused([](auto query) { query.initCohort().setBy("mood"); }) == "cohort.by");
}

TEST_CASE_FIXTURE(ManyCases, "the receipt's clocks give the same figure after the log has grown") {
    for (std::uint64_t number = 1; number <= 10; ++number) open_case(number, "a", "2026-01-11");
    const auto before = run("M1", {}, occurred_by("2026-03-01"));
    const std::uint64_t known = before.getReceipt().getKnown();
    const std::string root = text(before.getReceipt().getRoot());
    set_clock("2026-07-01T00:00:00Z");
    append(case_stream(1), "2026-07-01T09:00:00Z", R"({"type":"contact.held","occurredAt":"2026-02-01","actor":{"pseudonym":"k"},"payload":{"with":["borger"]}})");
    AsOf as_of = occurred_by("2026-03-01");
    as_of.known_at = parse_as_of("2026-06-01T09:00:00Z").value();
    const auto again = run("M1", {}, as_of);
    CHECK(again.getReceipt().getKnown() == known);
    CHECK(text(again.getReceipt().getRoot()) == root);
    CHECK(figure(again.getStrata()[0], "opened_to_assigned.median").getValue() == doctest::Approx(10));
}

TEST_CASE_FIXTURE(ManyCases, "projections say how far they are, and their digest when asked") {
    open_case(1, "a");
    Runner& rows = runner();
    const auto answer = ask<answers::ProjectionStatusList>([&](auto out) { return query_projections(*engine, rows, rows.all(), true, out); });
    REQUIRE(answer.getProjections().size() == 6);
    CHECK(text(answer.getProjections()[0].getName()) == "case_overview");
    CHECK(answer.getProjections()[0].getCheckpoint() == 1);
    CHECK(answer.getProjections()[0].getRows() == 1);
    CHECK(text(answer.getProjections()[0].getDigest()).size() == 64);
    CHECK(answer.getHead() == 1);
}

}  // namespace forloeb
