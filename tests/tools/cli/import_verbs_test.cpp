#include <doctest/doctest.h>

#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

TEST_CASE("import generate: the same seed gives the same log, another gives another") {
    const CommandRun first = run_command({"import", "generate", "--cases", "5", "--seed", "7", "--quiet"});
    CHECK(first.code == 0);
    CHECK(first.err.empty());
    CHECK(first.out.starts_with("<?xml"));
    CHECK(run_command({"import", "generate", "--cases", "5", "--seed", "7"}).out == first.out);
    CHECK(run_command({"import", "generate", "--cases", "5", "--seed", "8"}).out != first.out);
    CHECK(run_command({"import", "generate", "--cases", "0"}).code == 2);
}

TEST_CASE("import xes: reports as JSON, is repeatable, and a batch can be taken back once") {
    const CommandData data;
    REQUIRE(run_command({"import", "generate", data.file("made.xes"), "--cases", "20"}).code == 0);
    const CommandRun dry = data.run({"import", "xes", data.file("made.xes"), "--dry-run", "--json"});
    CHECK(dry.code == 0);
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == "0");

    const CommandRun run = data.run({"import", "xes", data.file("made.xes"), "--json"});
    CHECK(run.code == 0);
    const JsonReading report(run.out);
    CHECK(report.text({"source"}) == "made");
    CHECK(report.number({"cases"}) == 20);
    const CommandRun again = data.run({"import", "xes", data.file("made.xes"), "--json"});
    CHECK(again.code == 0);
    const JsonReading repeated(again.out);
    CHECK(repeated.number({"appendedEvents"}) == 0);
    CHECK(repeated.number({"repeatedEvents"}) == report.number({"sourceEvents"}));

    CHECK(data.run({"case", "list", "--source", "made", "--json"}).code == 0);
    CHECK(JsonReading(data.run({"case", "list", "--source", "made", "--json"}).out).size({"rows"}) == 20);

    const std::string batch = report.text({"batch"});
    CHECK(JsonReading(data.run({"import", "retract", batch, "--json"}).out).yes({"repeated"}) == false);
    CHECK(JsonReading(data.run({"import", "retract", batch, "--json"}).out).yes({"repeated"}));
    CHECK(data.run({"import", "retract", "0199a4c2-0000-7000-8000-000000000000"}).code == 3);
    CHECK(data.run({"import", "retract", "not-an-id"}).code == 2);
}

TEST_CASE("import xes: a page for people, and errors with their exit codes") {
    const CommandData data;
    REQUIRE(run_command({"import", "generate", data.file("made.xes"), "--cases", "3", "--quiet"}).code == 0);
    const CommandRun page = data.run({"import", "xes", data.file("made.xes"), "--source", "proeve"});
    CHECK(page.code == 0);
    CHECK(page.out.starts_with("Import: proeve\n"));
    CHECK(data.run({"import", "xes", data.file("absent.xes")}).code == 3);
    CHECK(data.run({"import", "xes", data.file("made.xes"), "--mapping", data.file("absent.toml")}).code == 3);
    std::ofstream(data.file("broken.xes")) << "<log><trace>";
    CHECK(data.run({"import", "xes", data.file("broken.xes")}).code == 3);
}
