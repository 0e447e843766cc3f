// The differencing attack: ask for everybody, then for everybody but a few, and subtract.
#include "tests/projections/evaluation/evaluation_fixture.hpp"

namespace forloeb {
namespace {

using namespace testing;

struct Narrowed {
    std::string unit = {}, target_group = {}, method_version = {}, by = {};
};

class DifferencingAttack : public EvaluationFixture {
  public:
    answers::MeasureResult::Reader run(const char* measure, const Narrowed& narrowed, const char* from = "", const char* to = "") {
        capnp::MallocMessageBuilder message;
        return ask<answers::MeasureResult>([&](auto out) { return run_measure(*engine, nullptr, midsummer, asked(message, measure, narrowed, from, to), out); });
    }
    static answers::MeasureQuery::Reader asked(capnp::MallocMessageBuilder& message, const char* measure, const Narrowed& narrowed, const std::string& from = {}, const std::string& to = {}) {
        auto query = message.initRoot<answers::MeasureQuery>();
        query.setMeasure(measure);
        auto cohort = query.initCohort();
        cohort.setUnit(narrowed.unit);
        cohort.setTargetGroup(narrowed.target_group);
        cohort.setMethodVersion(narrowed.method_version);
        cohort.setBy(narrowed.by);
        if (!from.empty()) write_moment(cohort.initFrom(), parse_when(from).value());
        if (!to.empty()) write_moment(cohort.initTo(), parse_when(to).value());
        return query.asReader();
    }
    bool is_hidden(const Narrowed& narrowed) {
        const auto result = run("M1", narrowed);
        const auto whole = result.getStrata()[0];
        if (whole.getHidden()) CHECK(result.getReceipt().getN() == -1);  // a difference of two n is what the attack is after
        if (whole.getHidden()) CHECK(whole.getFigures().size() == 0);
        return whole.getHidden();
    }
    static bool stratum_hidden(answers::MeasureResult::Reader result, const std::string& name) {
        for (const auto stratum : result.getStrata())
            if (stratum.getBy().size() > 0 && stratum.getValue() == name.c_str()) return stratum.getHidden();
        FAIL("no stratum ", name);
        return false;
    }
    void open_cases(int count, const char* unit, const char* target_group = "", const char* opened = "2026-02-01") {
        for (int i = 0; i < count; ++i) open_case(++opened_, 10, unit, target_group, opened);
    }

  private:
    std::uint64_t opened_ = 0;
};

}  // namespace

TEST_CASE_FIXTURE(DifferencingAttack, "all and all but two cannot be subtracted: the unit that is all but two is hidden, asked for by itself too") {
    open_cases(20, "A");
    open_cases(2, "B");
    CHECK_FALSE(is_hidden({}));
    CHECK(is_hidden({.unit = "B"}));
    CHECK(is_hidden({.unit = "A"}));
}

TEST_CASE_FIXTURE(DifferencingAttack, "asking for one unit after the other gives no more than the table of units") {
    open_cases(20, "A");
    open_cases(12, "B");
    open_cases(3, "C");
    const auto table = run("M1", {.by = "unit"});
    CHECK_FALSE(stratum_hidden(table, "A"));
    CHECK(stratum_hidden(table, "B"));  // the whole less A and B would be C
    CHECK(stratum_hidden(table, "C"));
    CHECK_FALSE(is_hidden({.unit = "A"}));
    CHECK(is_hidden({.unit = "B"}));
    CHECK(is_hidden({.unit = "C"}));
}

TEST_CASE_FIXTURE(DifferencingAttack, "cells of two dimensions are hidden alike from both sides, and their totals are shown") {
    open_cases(10, "A", "x");
    open_cases(3, "A", "y");
    open_cases(10, "B", "x");
    open_cases(8, "B", "y");
    CHECK_FALSE(is_hidden({.unit = "A"}));
    CHECK_FALSE(is_hidden({.target_group = "x"}));
    // (A, y) is three; A less (A, x), and y less (B, y), would tell it.
    for (const char* unit : {"A", "B"})
        for (const char* group : {"x", "y"}) CHECK(is_hidden({.unit = unit, .target_group = group}));
    CHECK(stratum_hidden(run("M1", {.unit = "A", .by = "targetGroup"}), "x"));
    CHECK(stratum_hidden(run("M1", {.target_group = "x", .by = "unit"}), "A"));
    CHECK(stratum_hidden(run("M1", {.target_group = "y", .by = "unit"}), "B"));
}

TEST_CASE_FIXTURE(DifferencingAttack, "a hidden target group is no cover for a hidden unit: where the table of units hides a second one, so do units with target groups") {
    open_cases(30, "A", "x");
    open_cases(4, "A", "z");
    open_cases(12, "B", "x");
    open_cases(3, "C", "x");
    CHECK(stratum_hidden(run("M1", {.by = "unit"}), "B"));  // the whole less A and B would be C
    const auto narrowed = run("M1", {.unit = "B", .by = "targetGroup"});
    CHECK(narrowed.getStrata()[0].getHidden());
    CHECK(run("M1", {.unit = "A", .by = "targetGroup"}).getStrata()[0].getHidden() == false);
}

TEST_CASE_FIXTURE(DifferencingAttack, "cells of which each is large enough are shown, asked for in any order") {
    for (const char* unit : {"A", "B"})
        for (const char* group : {"x", "y"}) open_cases(10, unit, group);
    for (const char* unit : {"A", "B"})
        for (const char* group : {"x", "y"}) CHECK_FALSE(is_hidden({.unit = unit, .target_group = group}));
    CHECK_FALSE(stratum_hidden(run("M1", {.unit = "A", .by = "targetGroup"}), "x"));
}

TEST_CASE_FIXTURE(DifferencingAttack, "a quarter of a unit is hidden like the unit in the table of that quarter") {
    open_cases(20, "A", "", "2026-02-01");
    open_cases(2, "B", "", "2026-02-01");
    open_cases(20, "A", "", "2026-04-10");
    open_cases(20, "B", "", "2026-04-10");
    const auto quarters = run("M1", {.unit = "A", .by = "quarter"}, "2026-01-01", "2026-07-01");
    CHECK(stratum_hidden(quarters, "2026-K1"));  // of all 22, all but two
    CHECK(run("M1", {.by = "quarter"}, "2026-01-01", "2026-07-01").getStrata().size() == 3);
}

TEST_CASE_FIXTURE(DifferencingAttack, "of a stock at two dates, two persons apart, one is hidden, and five apart, both are shown") {
    open_cases(12, "A", "", "2026-02-01");
    open_cases(2, "A", "", "2026-03-10");
    open_cases(5, "A", "", "2026-04-10");
    const auto months = run("M22", {.by = "month"}, "2026-02-01", "2026-05-01");
    CHECK_FALSE(months.getStrata()[0].getHidden());
    CHECK_FALSE(stratum_hidden(months, "2026-04"));
    CHECK_FALSE(stratum_hidden(months, "2026-03"));
    CHECK(stratum_hidden(months, "2026-02"));
}

TEST_CASE_FIXTURE(DifferencingAttack, "a cohort narrowed by two dimensions beside the unit is refused") {
    capnp::MallocMessageBuilder message;
    capnp::MallocMessageBuilder answer;
    const Status refused = run_measure(*engine, nullptr, midsummer, asked(message, "M1", {.unit = "A", .target_group = "x", .method_version = "1", .by = ""}), answer.initRoot<answers::MeasureResult>());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK(refused.error().field == "cohort");
}

}  // namespace forloeb
