#include <doctest/doctest.h>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"
#include "tools/bench/figure.hpp"

using namespace forloeb;
using namespace forloeb::testing;

TEST_CASE("bench: percentiles are by nearest rank") {
    bench::Timing timing;
    CHECK(timing.percentile(0.5) == 0);
    timing.microseconds = {40, 10, 30, 20};
    CHECK(timing.percentile(0.5) == 20);
    CHECK(timing.percentile(0.51) == 30);
    CHECK(timing.percentile(0.99) == 40);
    CHECK(timing.percentile(1.0) == 40);
    CHECK(timing.percentile(0.0001) == 10);
}

TEST_CASE("bench: a ratio is ours to the baseline's, and absent without one") {
    std::vector<bench::Figure> figures = {{"ours", "", 1, {100, 2.0, {}}, "raw", 0},
                                          {"raw", "", 1, {400, 2.0, {}}, "", 0},
                                          {"other", "", 1, {1, 1.0, {}}, "gone", 0}};
    bench::compare(figures);
    CHECK(figures[0].ratio == 0.25);
    CHECK(figures[1].ratio == 0);
    CHECK(figures[2].ratio == 0);
}

TEST_CASE("bench: one run measures every load beside its baseline and leaves nothing behind") {
    const CommandData data;
    std::filesystem::create_directory(data.file("here"));
    const CommandRun run = run_command(
        {"bench", "--json", "--quiet", "--appends", "100", "--scan", "1000", "--folder", data.file("here")});
    REQUIRE(run.code == 0);
    CHECK(run.err.empty());
    CHECK(std::filesystem::is_empty(data.file("here")));
    const JsonReading report(run.out);
    CHECK(report.number({"events"}) == 240 + 400);  // the warm-up, then four loads
    CHECK(report.number({"eventBytes"}) > 144);
    struct Expected {
        const char* name;
        double in_flight, operations;
        const char* baseline;
    };
    const std::vector<Expected> expected = {{"raw_put.threads_1", 1, 100, ""},
                                            {"append.clients_1.in_flight_1", 1, 100, "raw_put.threads_1"},
                                            {"raw_put.threads_16", 16, 100, ""},
                                            {"append.clients_1.in_flight_16", 16, 100, "raw_put.threads_16"},
                                            {"raw_put.threads_64", 64, 100, ""},
                                            {"append.clients_64.in_flight_1", 64, 100, "raw_put.threads_64"},
                                            {"append.clients_64.in_flight_16", 1024, 100, "raw_put.threads_64"},
                                            {"raw_scan", 1, 1000, ""},
                                            {"rebuild", 1, 640, "raw_scan"}};
    REQUIRE(report.size({"figures"}) == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string at = std::to_string(i);
        CHECK(report.text({"figures", at, "name"}) == expected[i].name);
        CHECK(report.number({"figures", at, "inFlight"}) == expected[i].in_flight);
        CHECK(report.number({"figures", at, "operations"}) == expected[i].operations);
        CHECK(report.number({"figures", at, "perSecond"}) > 0);
        if (*expected[i].baseline == '\0') continue;
        CHECK(report.text({"figures", at, "baseline"}) == expected[i].baseline);
        CHECK(report.number({"figures", at, "ratio"}) > 0);
    }
}

TEST_CASE("bench: wrong counts are errors of use, a folder that is not there is told") {
    CHECK(run_command({"bench", "--appends", "0"}).code == 2);
    CHECK(run_command({"bench", "--folder", "no/such/folder"}).code == 5);
}
