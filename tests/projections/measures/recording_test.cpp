#include <doctest/doctest.h>

#include "projections/measures/disclosed_output.hpp"
#include "projections/measures/recording.hpp"
#include "tests/projections/history_builder.hpp"

namespace forloeb {
namespace {

using testing::HistoryBuilder;

facts::CaseFacts facts_of(const HistoryBuilder& builder) { return facts::facts_of(builder.case_id(), builder.history()).value(); }

// Unit a has held meetings since 1 March, unit b since 1 June; unit c never.
Recording three_units() {
    Recording recording;
    recording.add(facts_of(HistoryBuilder(1).add(R"(2026-01-01 case.opened {"unit":"a"})").add(R"(2026-03-01 meeting.held {"meeting":"m"})")));
    recording.add(facts_of(HistoryBuilder(2)
                               .add(R"(2026-01-01 case.opened {"unit":"b"})")
                               .add(R"(2026-06-01 meeting.held {"meeting":"m"})")
                               .add(R"(2026-07-01 meeting.held {"meeting":"n"})")));
    recording.add(facts_of(HistoryBuilder(3).add(R"(2026-01-01 case.opened {"unit":"c"})")));
    return recording;
}

MeasureOutput meetings_counted(const std::vector<std::string>& strata = {}) {
    Figure figure;
    figure.code = "meetings";
    figure.n = 7;
    figure.recorded_by = {"meeting.held"};
    MeasureOutput output;
    output.whole.figures = {figure};
    for (const std::string& name : strata) {
        output.strata.emplace_back();
        output.strata.back().stratum = name;
        output.strata.back().figures = {figure};
    }
    return output;
}

const Figure& marked(MeasureOutput& output, const Cohort& cohort) {
    mark_unrecorded(output, three_units(), cohort, Observed::until(parse_as_of("2026-12-31").value()));
    return output.whole.figures.front();
}

}  // namespace

TEST_CASE("a figure of a period before the unit's first event of its type is not recorded before that date") {
    Cohort cohort;
    cohort.unit = "a";
    cohort.to = parse_date("2026-03-01").value();  // the first event is on the day after the period
    MeasureOutput output = meetings_counted();
    const Figure& figure = marked(output, cohort);
    CHECK(figure.state == FigureState::not_recorded);
    REQUIRE(figure.recorded_since.has_value());
    CHECK(format_date(*figure.recorded_since) == "2026-03-01");
    CHECK(figure.n == 0);
}

TEST_CASE("not recorded says nothing about anybody and is not hidden, however few they are") {
    Cohort cohort;
    cohort.unit = "c";
    MeasureOutput output = meetings_counted();
    output.whole.figures.front().test = DisclosureTest::mean;
    output.whole.figures.front().n = 1;
    (void)marked(output, cohort);
    (void)disclose(output);
    CHECK(output.whole.figures.front().state == FigureState::not_recorded);
}

TEST_CASE("a figure of a period that reaches the first event is shown, with the date") {
    Cohort cohort;
    cohort.unit = "a";
    cohort.to = parse_date("2026-03-02").value();
    MeasureOutput output = meetings_counted();
    const Figure& figure = marked(output, cohort);
    CHECK(figure.state == FigureState::shown);
    CHECK(format_date(figure.recorded_since.value()) == "2026-03-01");
}

TEST_CASE("a unit that never recorded the type has no figure and no date, whatever other units do") {
    Cohort cohort;
    cohort.by = "unit";
    MeasureOutput output = meetings_counted({"a", "b", "c"});
    CHECK(marked(output, cohort).state == FigureState::shown);
    CHECK(format_date(output.strata[1].figures.front().recorded_since.value()) == "2026-06-01");
    CHECK(output.strata[2].figures.front().state == FigureState::not_recorded);
    CHECK_FALSE(output.strata[2].figures.front().recorded_since.has_value());
}

TEST_CASE("month by month, the months before the first event are not recorded") {
    Cohort cohort;
    cohort.by = "month";
    cohort.unit = "a";
    cohort.from = parse_date("2026-02-01").value();
    cohort.to = parse_date("2026-04-01").value();
    MeasureOutput output = meetings_counted({"2026-02", "2026-03"});
    CHECK(marked(output, cohort).state == FigureState::shown);
    CHECK(output.strata[0].figures.front().state == FigureState::not_recorded);
    CHECK(output.strata[1].figures.front().state == FigureState::shown);
}

TEST_CASE("the unit is the one in force when the event happened, and what an import wrote itself does not count") {
    Recording recording;
    recording.add(facts_of(HistoryBuilder(4)
                               .add(R"(2026-01-01 case.opened {"unit":"a"} {"source":{"system":"s","synthesised":true}})")
                               .add(R"(2026-02-01 case.closed {})")
                               .add(R"(2026-03-01 case.reopened {"unit":"b"})")
                               .add(R"(2026-04-01 contact.held {})")));
    const auto all = recording.all();
    REQUIRE(all.size() == 3);
    CHECK(all[0].type->name == "case.closed");
    CHECK(all[0].unit == "a");
    CHECK(all[2].type->name == "contact.held");
    CHECK(all[2].unit == "b");
}

}  // namespace forloeb
