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

namespace {

struct Expected {
    const char* name;
    double in_flight, operations;
    const char* baseline;
};

void check_figures(const JsonReading& report, const std::vector<Expected>& expected) {
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

/// A run of these cases only, in a folder that must be empty again afterwards.
std::string bench_of(const std::vector<std::string>& cases, const std::vector<std::string>& also = {}) {
    const CommandData data;
    std::filesystem::create_directory(data.file("here"));
    std::vector<std::string> words = {"bench", "--json",  "--quiet", "--appends",       "100",
                                      "--scan", "1000", "--folder", data.file("here")};
    for (const std::string& name : cases) words.insert(words.end(), {"--only", name});
    words.insert(words.end(), also.begin(), also.end());
    const CommandRun run = run_command(words);
    REQUIRE(run.code == 0);
    CHECK(run.err.empty());
    CHECK(std::filesystem::is_empty(data.file("here")));
    return run.out;
}

}  // namespace

TEST_CASE("bench: appends over the socket stand beside raw puts with as many under way, and one of them beside a ping") {
    const JsonReading report(bench_of({"ping", "append"}));
    CHECK(report.number({"events"}) == 240 + 400);  // the warm-up, then four loads
    CHECK(report.number({"eventBytes"}) > 144);
    check_figures(report, {{"ping", 1, 100, ""},
                           {"raw_put.threads_1", 1, 100, ""},
                           {"append.clients_1.in_flight_1", 1, 100, "raw_put.threads_1"},
                           {"raw_put.threads_16", 16, 100, ""},
                           {"append.clients_1.in_flight_16", 16, 100, "raw_put.threads_16"},
                           {"raw_put.threads_64", 64, 100, ""},
                           {"append.clients_64.in_flight_1", 64, 100, "raw_put.threads_64"},
                           {"append.clients_64.in_flight_16", 1024, 100, "raw_put.threads_64"}});
    CHECK(report.size({"goals"}) == 4);
}

TEST_CASE("bench: an import stands beside raw batches of as many values") {
    const JsonReading report(bench_of({"bulk"}));
    check_figures(report, {{"raw_batch.values_1024", 1, 396, ""},
                           {"raw_batch.values_1024.indexed", 1, 396, ""},
                           {"bulk", 1, 396, "raw_batch.values_1024.indexed"}});
    CHECK(report.size({"goals"}) == 1);
}

TEST_CASE("bench: over a log of a chosen size stand proofs, the tree, verification beside a raw scan, and reads with and without their record") {
    const JsonReading report(bench_of({"evidence"}, {"--events", "600"}));
    check_figures(report, {{"proof.inclusion", 1, 200, ""},
                           {"proof.consistency", 1, 200, ""},
                           {"tree", 1, 600, ""},
                           {"evidence.import", 1, 600, ""},
                           {"raw_scan.values_300", 1, 1000, ""},
                           {"verify.log", 1, 600, "raw_scan.values_300"},
                           {"verify.full", 1, 600, "raw_scan.values_300"},
                           {"case.unrecorded.threads_1", 1, 100, ""},
                           {"case.recorded.threads_1", 1, 100, "case.unrecorded.threads_1"},
                           {"case.unrecorded.threads_8", 8, 100, ""},
                           {"case.recorded.threads_8", 8, 100, "case.unrecorded.threads_8"}});
    CHECK(report.size({"goals"}) == 3);
    CHECK(report.number({"quantities", "0", "value"}) == 32 * 10);  // the longest way up a tree of 600 leaves
}

TEST_CASE("bench: every version of a contended case has one winner") {
    const JsonReading report(bench_of({"conditional"}));
    CHECK(report.text({"figures", "0", "name"}) == "one_case.unconditional");
    CHECK(report.text({"figures", "1", "name"}) == "one_case.conditional.answered");
    CHECK(report.text({"figures", "2", "name"}) == "one_case.conditional");
    const double stored = report.number({"figures", "2", "operations"});
    CHECK(stored >= 100);
    CHECK(report.number({"figures", "1", "operations"}) >= stored);
}

TEST_CASE("bench: cases are read alone and while others append, and a long one is folded") {
    const JsonReading report(bench_of({"read", "fold"}));
    check_figures(report, {{"read.clients_1", 1, 101, ""},
                           {"read.clients_8", 8, 104, ""},
                           {"read.clients_1.under_appends", 1, 101, "read.clients_1"},
                           {"read.clients_8.under_appends", 8, 104, "read.clients_8"},
                           {"fold.events_10000", 1, 20, ""}});
}

TEST_CASE("bench: every event reaches every subscriber, with one among them that never reads") {
    const JsonReading report(bench_of({"fan_out"}));
    check_figures(report, {{"fan_out.fast_100", 100, 1000, ""}, {"fan_out.fast_99_slow_1", 99, 990, "fan_out.fast_100"}});
}

TEST_CASE("bench: the same load stands alone and beside a crowd, and an idle connection is weighed") {
    const JsonReading report(bench_of({"crowd"}));
    check_figures(report, {{"crowd.ping.alone", 8, 100, ""},
                           {"crowd.append.alone", 8, 100, ""},
                           {"crowd.ping.beside", 8, 100, "crowd.ping.alone"},
                           {"crowd.append.beside", 8, 100, "crowd.append.alone"}});
    REQUIRE(report.size({"quantities"}) == 3);
    CHECK(report.text({"quantities", "0", "name"}) == "crowd.idle_connection");
    CHECK(report.number({"quantities", "0", "value"}) < 32'768);
}

TEST_CASE("bench: the lag of live rows is asked for twice while 64 clients append") {
    const JsonReading report(bench_of({"lag"}));
    check_figures(report, {{"lag.first_half", 64, 100, ""}, {"lag.second_half", 64, 100, ""}});
    CHECK(report.size({"goals"}) == 1);
}

TEST_CASE("bench: projections are rebuilt beside a raw scan, and what the store takes is told by its parts") {
    const JsonReading report(bench_of({"rebuild", "disk"}));
    check_figures(report, {{"raw_scan", 1, 1000, ""}, {"rebuild", 1, 240, "raw_scan"}});
    const std::vector<std::string> parts = {"disk.canonical_payload", "disk.log_and_indexes", "disk.copy_by_case", "disk.projections_and_keys"};
    REQUIRE(report.size({"quantities"}) == parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(report.text({"quantities", std::to_string(i), "name"}) == parts[i]);
        CHECK(report.number({"quantities", std::to_string(i), "value"}) > 0);
    }
}

TEST_CASE("bench: a goal is met from its own side") {
    CHECK(bench::Goal{"rate", 1.0, 1.0, true}.met());
    CHECK_FALSE(bench::Goal{"rate", 0.99, 1.0, true}.met());
    CHECK(bench::Goal{"time", 1.0, 1.0, false}.met());
    CHECK_FALSE(bench::Goal{"time", 1.01, 1.0, false}.met());
}

TEST_CASE("bench: wrong counts are errors of use, a folder that is not there is told") {
    CHECK(run_command({"bench", "--appends", "0"}).code == 2);
    CHECK(run_command({"bench", "--only", "everything"}).code == 2);
    CHECK(run_command({"bench", "--folder", "no/such/folder"}).code == 5);
}
