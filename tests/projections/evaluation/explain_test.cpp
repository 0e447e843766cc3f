#include "tests/projections/evaluation/evaluation_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;

class ExplainFixture : public EvaluationFixture {
  public:
    template <typename Change>
    answers::MeasureExplanation::Reader explain(const char* measure, std::uint64_t case_number, const Change& change) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::ExplainQuery>();
        query.initMeasure().setMeasure(measure);
        change(query.getMeasure().initCohort());
        if (case_number > 0) {
            const Uuid asked = case_stream(case_number).id;
            query.initCaseId().setHigh(asked.high());
            query.getCaseId().setLow(asked.low());
        }
        return ask<answers::MeasureExplanation>([&](auto out) { return query_measure_explanation(*engine, midsummer, query.asReader(), out); });
    }
    answers::MeasureExplanation::Reader explain(const char* measure, std::uint64_t case_number) {
        return explain(measure, case_number, [](answers::Cohort::Builder) {});
    }
    static answers::ExplainedEvent::Reader event(answers::MeasureExplanation::Reader explanation, const char* type) {
        for (const auto each : explanation.getEvents())
            if (each.getType() == type) return each;
        FAIL("no event ", type);
        return {};
    }
};

}  // namespace

TEST_CASE_FIXTURE(ExplainFixture, "the opening and the first assignment count in M1, and a note beside them does not") {
    open_case(1);
    tell_case(1, "note.recorded", R"({"kind":"telefonnotat"})", "2026-02-05");
    const auto why = explain("M1", 1);
    CHECK(why.getStanding() == answers::CaseStanding::COUNTS);
    CHECK(event(why, "case.opened").getCounts());
    const auto assigned = event(why, "coordinator.assigned");
    CHECK(assigned.getCounts());
    bool found = false;
    for (const auto change : assigned.getChanges()) {
        if (text(change.getCode()) != "opened_to_assigned.median") continue;
        found = true;
        CHECK(text(change.getWith()) == "10");
        CHECK(text(change.getWithout()) != "10");
    }
    CHECK(found);
    const auto note = event(why, "note.recorded");
    CHECK_FALSE(note.getCounts());
    CHECK(text(note.getReason().getEn()).find("does not ask for it") != std::string::npos);
}

TEST_CASE_FIXTURE(ExplainFixture, "a case outside the period or the unit is left out, and the reason names which") {
    open_case(1);
    const auto later = explain("M1", 1, [](answers::Cohort::Builder cohort) { write_moment(cohort.initFrom(), parse_when("2026-04-01").value()); });
    CHECK(later.getStanding() == answers::CaseStanding::LEFT_OUT);
    REQUIRE(later.getReasons().size() == 1);
    CHECK(text(later.getReasons()[0].getEn()) == "What the measure asks about lies outside the period.");
    CHECK(text(event(later, "coordinator.assigned").getReason().getEn()).find("outside the cohort") != std::string::npos);
    const auto elsewhere = explain("M1", 1, [](answers::Cohort::Builder cohort) { cohort.setUnit("Socialpsykiatri"); });
    REQUIRE(elsewhere.getReasons().size() == 1);
    CHECK(text(elsewhere.getReasons()[0].getEn()) == "The case belonged to another unit.");
}

TEST_CASE_FIXTURE(ExplainFixture, "without a case there is the definition and the rule of every figure, and nobody's events") {
    open_case(1);
    const auto definition = explain("M3", 0);
    CHECK(definition.getStanding() == answers::CaseStanding::NOT_ASKED);
    CHECK(definition.getRules().size() > 0);
    CHECK(definition.getRules()[0].getRule().getEn().size() > 0);
    CHECK(definition.getEvents().size() == 0);
    CHECK(definition.getFigures().size() == 0);
}

TEST_CASE_FIXTURE(ExplainFixture, "what other respondents answered is not shown by explaining a survey on one case") {
    design();
    for (int number = 0; number < 6; ++number) pair_of_answers(number, 2, 4);
    open_case(1);
    tell_case(1, "survey.invited", R"({"instrument":"staff","version":"1","wave":"baseline","respondent":"r77","group":"municipalCaseworker"})", "2026-02-11");
    tell_case(1, "survey.answered",
              R"({"instrument":"staff","version":"1","wave":"baseline","respondent":"r77","group":"municipalCaseworker","answers":[{"item":"overblik","state":"answered","value":5}]})",
              "2026-02-12");
    const auto why = explain("E4", 1);
    CHECK(event(why, "survey.answered").getCounts());
    CHECK(why.getFigures().size() > 0);
    for (const auto each : why.getFigures()) {
        CHECK(each.getValuesWithheld());
        CHECK(each.getFigure().getValue() == 0);
    }
    for (const auto change : event(why, "survey.answered").getChanges()) CHECK(change.getWith().size() == 0);
}

TEST_CASE_FIXTURE(ExplainFixture, "a case that nothing is known of is not found") {
    capnp::MallocMessageBuilder message;
    auto query = message.initRoot<answers::ExplainQuery>();
    query.initMeasure().setMeasure("M1");
    query.initCaseId().setLow(4711);
    capnp::MallocMessageBuilder answer;
    const Status refused = query_measure_explanation(*engine, midsummer, query.asReader(), answer.initRoot<answers::MeasureExplanation>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::not_found);
}

}  // namespace forloeb
