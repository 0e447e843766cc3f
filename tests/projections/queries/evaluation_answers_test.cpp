#include <doctest/doctest.h>

#include "tests/projections/query_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;

/// An evaluation of caseworkers with a baseline and an after wave, and a citizen who answered on the case.
class Evaluation : public QueryFixture {
  public:
    Evaluation() {
        tell("project.designed", R"({"project":"dkk"})");
        tell("instrument.defined", R"({"instrument":"staff","version":"1","items":[{"item":"overblik","kind":"rating","minimum":1,"maximum":5}]})");
        tell("wave.opened", R"({"wave":"baseline","instrument":"staff","version":"1"})");
        tell("wave.opened", R"({"wave":"after","instrument":"staff","version":"1"})");
    }
    void tell(const std::string& type, const std::string& payload, const char* when = "2026-03-01") {
        append(project_, "2026-06-01T09:00:00Z",
               R"({"type":")" + type + R"(","occurredAt":")" + when + R"(","actor":{"pseudonym":"e"},"payload":)" + payload + "}");
    }
    /// Invited to both waves, answered `before` and then `after`.
    void pair(int number, int before, int after) {
        for (const auto& [wave, value] : {std::pair("baseline", before), std::pair("after", after)}) {
            const std::string who = std::string(R"("instrument":"staff","version":"1","wave":")") + wave + R"(","respondent":"r)" +
                                    std::to_string(number) + R"(","group":"municipalCaseworker")";
            tell("survey.invited", "{" + who + "}");
            tell("survey.answered", "{" + who + R"(,"answers":[{"item":"overblik","state":"answered","value":)" + std::to_string(value) + "}]}");
        }
    }
    answers::MeasureResult::Reader run(const char* measure) {
        capnp::MallocMessageBuilder message;
        auto query = message.initRoot<answers::MeasureQuery>();
        query.setMeasure(measure);
        return ask<answers::MeasureResult>([&](auto out) { return run_measure(*engine, nullptr, {}, query.asReader(), out); });
    }
    static answers::Stratum::Reader stratum(answers::MeasureResult::Reader result, const std::string& name) {
        for (const auto each : result.getStrata())
            if (each.getValue() == name.c_str()) return each;
        FAIL("no stratum ", name);
        return {};
    }
    static answers::Figure::Reader figure(answers::Stratum::Reader stratum, const char* code) {
        for (const auto each : stratum.getFigures())
            if (each.getCode() == code) return each;
        FAIL("no figure ", code);
        return {};
    }

    const StreamId project_{StreamKind::project, id(500)};
};

}  // namespace

TEST_CASE_FIXTURE(Evaluation, "change over ten pairs is read from the project's stream and shown with its interval") {
    for (int number = 0; number < 10; ++number) pair(number, 2, number < 5 ? 2 : 4);
    const auto result = run("E2");
    const auto sample = stratum(result, "dkk/municipalCaseworker/staff@1");
    CHECK(text(sample.getBy()) == "group");
    const auto change = figure(sample, "overblik.change");
    CHECK(change.getState() == answers::FigureState::SHOWN);
    CHECK(change.getValue() == doctest::Approx(1));
    CHECK(text(change.getIntervalMethod()) == "paired_t_95");
    CHECK(change.getN() == 10);
    // Nobody was worse: what none answered is not shown, and takes the smallest other along.
    CHECK(figure(sample, "overblik.worse").getState() == answers::FigureState::HIDDEN);
    CHECK(figure(sample, "overblik.sign_p").getState() == answers::FigureState::HIDDEN);
    CHECK(figure(sample, "tests").getValue() == 2);
    CHECK(result.getReceipt().getHidden() > 0);
}

TEST_CASE_FIXTURE(Evaluation, "a very small p is not printed as 0") {
    for (int number = 0; number < 24; ++number) pair(number, 2, 4);
    const auto sample = stratum(run("E2"), "dkk/municipalCaseworker/staff@1");
    const auto p = figure(sample, "overblik.wilcoxon_p");
    CHECK(p.getValue() == doctest::Approx(2 / 16777216.0));  // one of 2^24 sign flips, twice
    CHECK(text(p.getText()) == "< 0.0001");
}

TEST_CASE_FIXTURE(Evaluation, "four respondents are too few for any figure of theirs") {
    for (int number = 0; number < 4; ++number) pair(number, 2, 4);
    const auto result = run("E1");
    const auto sample = stratum(result, "dkk/municipalCaseworker/staff");
    CHECK(sample.getHidden());
    CHECK(sample.getFigures().size() == 0);
    CHECK(run("E7").getStrata()[0].getFigures().size() > 0);
}

TEST_CASE_FIXTURE(Evaluation, "a measure by quarter needs both ends of its period") {
    capnp::MallocMessageBuilder message;
    auto query = message.initRoot<answers::MeasureQuery>();
    query.setMeasure("M1");
    query.initCohort().setBy("quarter");
    capnp::MallocMessageBuilder answer;
    const Status refused = run_measure(*engine, nullptr, {}, query.asReader(), answer.initRoot<answers::MeasureResult>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().field == "cohort.by");
}

}  // namespace forloeb
