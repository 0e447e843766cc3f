#include "tests/projections/evaluation/evaluation_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;

class ReportFixture : public EvaluationFixture {
  public:
    answers::EvaluationReport::Reader report(const char* project = "") {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::EvaluationQuery>();
        query.setProject(project);
        return ask<answers::EvaluationReport>([&](auto out) { return query_evaluation_report(*engine, nullptr, midsummer, query.asReader(), out); });
    }
    static answers::MeasureResult::Reader result(capnp::List<answers::MeasureResult>::Reader results, const char* id) {
        for (const auto each : results)
            if (each.getReceipt().getMeasure() == id) return each;
        FAIL("no result of ", id);
        return {};
    }
    static bool says(answers::EvaluationReport::Reader report, std::string_view words) {
        for (const auto limit : report.getLimits())
            if (std::string_view(limit.getEn().cStr()).find(words) != std::string_view::npos) return true;
        return false;
    }
};

}  // namespace

TEST_CASE_FIXTURE(ReportFixture, "the report holds the design, every survey measure and every measure of practice by quarter") {
    design();
    for (int number = 0; number < 10; ++number) pair_of_answers(number, 2, number < 5 ? 2 : 4);
    for (std::uint64_t number = 1; number <= 12; ++number) open_case(number);
    const auto answer = report();
    CHECK(text(answer.getProject().getCode()) == "dkk");
    CHECK(answer.getWaves().size() == 2);
    CHECK(when(answer.getWaves()[1].getCloses()) == "2026-06-01");
    CHECK(answer.getInstruments()[0].getItems()[0].getWording() == "Jeg har overblik");
    CHECK(answer.getSurveys().size() == 7);
    CHECK(answer.getPractice().size() == 30);  // M1 to M28, F1 and F2

    const auto change = result(answer.getSurveys(), "E2");
    REQUIRE(change.getStrata().size() == 2);
    CHECK(text(change.getStrata()[1].getValue()) == "dkk/municipalCaseworker/staff@1");

    const auto to_coordinator = result(answer.getPractice(), "M1");
    REQUIRE(to_coordinator.getStrata().size() == 3);  // the whole, and the two quarters of the project
    CHECK(text(to_coordinator.getStrata()[1].getValue()) == "2026-K1");
    const auto median = to_coordinator.getStrata()[1].getFigures()[0];
    CHECK(text(median.getCode()) == "opened_to_assigned.median");
    CHECK(median.getValue() == doctest::Approx(10));
    CHECK(median.getN() == 12);
}

TEST_CASE_FIXTURE(ReportFixture, "a report says that caseworkers rate their own work, and that the evaluator is a partner as SUS was") {
    design();
    const auto answer = report("dkk");
    CHECK(says(answer, "caseworkers' own rating"));
    CHECK(says(answer, "a partner in the project, not an outsider"));
    CHECK(says(answer, "Socialt Udviklingscenter SUS was the project's partner in evaluation, not an outsider"));
    CHECK_FALSE(says(answer, "synthetic"));
}

TEST_CASE_FIXTURE(ReportFixture, "four respondents and four citizens are hidden in a report as they are everywhere") {
    design();
    for (int number = 0; number < 4; ++number) pair_of_answers(number, 2, 4);
    for (std::uint64_t number = 1; number <= 4; ++number) open_case(number);
    const auto answer = report();
    CHECK(result(answer.getSurveys(), "E1").getStrata()[1].getHidden());
    const auto median = result(answer.getPractice(), "M1").getStrata()[0].getFigures()[0];
    CHECK(median.getState() == answers::FigureState::HIDDEN);
}

TEST_CASE_FIXTURE(ReportFixture, "lessons from cases count only with five citizens behind them, those of seminars always") {
    design();
    tell_project("seminar.held", R"({"seminar":"s1","kind":"evaluation","participants":4})");
    tell_project("lesson.recorded", R"({"lesson":"l","source":"seminar","phase":"opfølgning","problems":["videndeling"]})");
    for (std::uint64_t number = 1; number <= 4; ++number) {
        open_case(number);
        tell_case(number, "lesson.recorded", R"({"lesson":"x","source":"case","phase":"opfølgning","problems":["frister"]})", "2026-03-01");
    }
    const auto few = report();
    REQUIRE(few.getLessons().size() == 1);
    CHECK(text(few.getLessons()[0].getProblem()) == "videndeling");
    CHECK(few.getSeminars()[0].getParticipants() == -1);
    open_case(5);
    tell_case(5, "lesson.recorded", R"({"lesson":"x","source":"case","phase":"opfølgning","problems":["frister"]})", "2026-03-01");
    const auto enough = report();
    REQUIRE(enough.getLessons().size() == 2);
    CHECK(enough.getLessons()[0].getCount() == 5);
}

TEST_CASE_FIXTURE(ReportFixture, "a report of a project that is not there names those that are") {
    design();
    capnp::MallocMessageBuilder message;
    auto query = message.initRoot<answers::EvaluationQuery>();
    query.setProject("another");
    capnp::MallocMessageBuilder answer;
    const Status refused = query_evaluation_report(*engine, nullptr, midsummer, query.asReader(), answer.initRoot<answers::EvaluationReport>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::not_found);
    CHECK(refused.error().message.find("dkk") != std::string::npos);
}

}  // namespace forloeb
