#include "projections/measures/period_strata.hpp"

#include <doctest/doctest.h>

#include "tests/projections/history_builder.hpp"

namespace forloeb {
namespace {

LocalDate day(const char* text) { return parse_date(text).value(); }

Cohort by(const char* part, const char* from, const char* to) {
    Cohort cohort;
    cohort.from = day(from);
    cohort.to = day(to);
    cohort.by = part;
    return cohort;
}

}  // namespace

TEST_CASE("a period is parted by calendar quarters, clipped at both ends and at the day of observation") {
    const auto quarters = parts_of(by("quarter", "2025-11-15", "2026-06-01"), day("2026-12-31"));
    REQUIRE(quarters.size() == 3);
    CHECK(quarters[0].name == "2025-K4");
    CHECK(quarters[0].days == DaySpan{day("2025-11-15"), day("2026-01-01")});
    CHECK(quarters[2].name == "2026-K2");
    CHECK(quarters[2].days == DaySpan{day("2026-04-01"), day("2026-06-01")});
    CHECK(parts_of(by("quarter", "2025-11-15", "2026-06-01"), day("2026-02-01")).size() == 2);
    const auto months = parts_of(by("month", "2025-12-01", "2026-02-01"), day("2026-12-31"));
    REQUIRE(months.size() == 2);
    CHECK(months[1].name == "2026-01");
}

TEST_CASE("each duration stands in the part of its start and in the whole") {
    const MeasureDefinition* definition = find_measure("M1");
    const Cohort cohort = by("quarter", "2026-01-01", "2026-07-01");
    const Parameters parameters = Parameters::resolve(definition->parameters, {}).value();
    const auto measure = start_measure(*definition, {Observed::until(parse_as_of("2026-12-31").value()), cohort, parameters});
    for (const auto& [opened, assigned] : {std::pair("2026-03-31", "2026-04-04"), std::pair("2026-04-01", "2026-04-11")}) {
        testing::HistoryBuilder builder(opened[6] == '3' ? 1 : 2);
        builder.add(std::string(opened) + "  case.opened  {}").add(std::string(assigned) + R"(  coordinator.assigned  {"person":"k"})");
        measure->add(facts::facts_of(builder.case_id(), builder.history()).value());
    }
    const MeasureOutput output = measure->finish();
    CHECK(output.whole.persons == 2);
    REQUIRE(output.strata.size() == 2);
    CHECK(output.strata[0].stratum == "2026-K1");
    CHECK(output.strata[0].figures.front().value == 4);
    CHECK(output.strata[1].figures.front().value == 10);
}

}  // namespace forloeb
