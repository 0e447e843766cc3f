// How soon coordinators look at their cases, by both logs.
#include <doctest/doctest.h>

#include "engine/audit/read_log.hpp"
#include "projections/audit/first_overview.hpp"
#include "tests/projections/query_fixture.hpp"

namespace forloeb::testing {
namespace {

struct FirstOverviewFixture : QueryFixture {
    FirstOverviewFixture() : reads(ReadLog::beside(engine->options()), environment()) {}

    void coordinate(std::uint64_t number, const char* opened = "2026-01-05", const char* assigned = "2026-01-10", const char* person = "koord-1") {
        tell(number, "case.opened", "{}", opened);
        tell(number, "coordinator.assigned", std::string(R"({"person":")") + person + R"("})", assigned);
    }
    void look(std::uint64_t number, const std::string& day, const char* actor = "koord-1", const char* operation = "query.caseOverview", bool permitted = true) {
        set_clock((day + "T10:00:00Z").c_str());
        ReadRecord record;
        record.actor = actor;
        record.operation = operation;
        record.cases = {case_stream(number).id};
        record.permitted = permitted;
        const auto receipt = reads.record(record).wait();
        REQUIRE_MESSAGE(receipt.has_value(), receipt.error().message);
    }
    Figure median() {
        set_clock("2026-03-01T12:00:00Z");
        auto figures = first_overviews(*engine, *reads.engine().value());
        REQUIRE_MESSAGE(figures.has_value(), figures.error().message);
        REQUIRE(figures->size() == 2);
        CHECK(figures->back().state != FigureState::shown);  // the 90th percentile needs fifty citizens
        return figures->front();
    }
    ReadLog reads;

  private:
    void tell(std::uint64_t number, const std::string& type, const std::string& payload, const char* when) {
        append(case_stream(number), "2026-01-01T09:00:00Z", R"({"type":")" + type + R"(","occurredAt":")" + when + R"(","actor":{"pseudonym":"leder"},"payload":)" + payload + "}");
    }
};

std::string january(int day) { return std::string("2026-01-") + (day < 10 ? "0" : "") + std::to_string(day); }

}  // namespace

TEST_CASE_FIXTURE(FirstOverviewFixture, "the first overview is the coordinator's own, by day, and who has not looked yet is waiting") {
    for (std::uint64_t number = 1; number <= 12; ++number) coordinate(number);
    coordinate(13, "2026-01-05", "2026-01-08");  // assigned before the read log begins: not known
    coordinate(14, "2026-02-10", "2026-02-11");  // open for less than 30 days
    look(20, "2026-01-09", "koord-9", "readStream");
    look(13, "2026-01-10");
    for (int number = 1; number <= 10; ++number) look(static_cast<std::uint64_t>(number), january(9 + number));  // after 0 to 9 days
    look(3, "2026-01-28");                                                          // again: the first counts
    look(11, "2026-01-10", "koord-2");                                              // somebody else
    look(12, "2026-01-10", "koord-1", "query.caseOverview", false);                 // denied
    look(12, "2026-01-10", "koord-1", "query.caseTimeline");                        // not the overview
    const Figure figure = median();
    CHECK(figure.state == FigureState::shown);
    CHECK(figure.value == doctest::Approx(5.5));  // 0 to 9, and two who wait
    CHECK(figure.n == 12);
    CHECK(figure.missing == -1);                  // one: too few to say
}

TEST_CASE_FIXTURE(FirstOverviewFixture, "with nine citizens no median of first overviews is shown") {
    look(20, "2026-01-02", "koord-9", "readStream");
    for (std::uint64_t number = 1; number <= 9; ++number) coordinate(number);
    for (int number = 1; number <= 9; ++number) look(static_cast<std::uint64_t>(number), january(10 + number));
    CHECK(median().state == FigureState::hidden);
}

}  // namespace forloeb::testing
