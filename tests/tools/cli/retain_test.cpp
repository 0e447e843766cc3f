// `forloeb audit retain`: what the read log lets go of, and what it keeps.
#include <doctest/doctest.h>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb::testing;

TEST_CASE("audit retain: nothing is old enough on the first day, and the page says for how long it is kept in both languages") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    REQUIRE(data.run({"case", "show", "karen"}).code == 0);
    const CommandRun looked = data.run({"audit", "retain", "--look", "--json"});
    REQUIRE_MESSAGE(looked.code == 0, looked.err);
    const JsonReading report(looked.out);
    CHECK(report.number({"months"}) == 24);
    CHECK(report.number({"penalMonths"}) == 60);
    CHECK(report.text({"kept"}) != "0");
    CHECK(report.number({"epoch"}) == 0);
    CHECK(data.run({"audit", "retain"}).out.find("24 måneder; strafbare forhold 60") != std::string::npos);
    CHECK(data.run({"audit", "retain", "--lang", "en"}).out.find("24 months; penal matters 60") != std::string::npos);
    CHECK(data.run({"audit", "case", "karen", "--with-names", "--format", "jsonl"}).out.find("query.caseOverview") != std::string::npos);
}
