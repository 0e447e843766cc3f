// `forloeb export`: a project's cases in the form of other programs, and that no more leaves by this door than an evaluator may
// see. What is in the files: tests/tools/export and tests/e2e/export_test.py.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

const CommandData& exported_town() {
    static const CommandData data;
    static const CommandRun made = data.run({"demo", "generate", "--cases", "20", "--seed", "5"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    return data;
}

std::string whole_file(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("an exported log, imported again by our own reader, has the same cases and events") {
    const std::string file = exported_town().file("a.xes");
    const CommandRun exported = exported_town().run({"export", "xes", file, "--json"});
    REQUIRE_MESSAGE(exported.code == 0, exported.err);
    const JsonReading told(exported.out);
    CHECK(told.text({"project"}) == "syntetisk-evaluering");
    const CommandData there;
    const CommandRun imported = there.run({"import", "xes", file, "--source", "evaluering", "--json"});
    REQUIRE_MESSAGE(imported.code == 0, imported.err);
    const JsonReading report(imported.out);
    CHECK(report.number({"cases"}) == told.number({"cases"}));
    CHECK(report.number({"newEvents"}) == told.number({"events"}));
    CHECK(report.number({"rejected", "count"}) == 0);
    CHECK(report.number({"illegalTokens", "count"}) == 0);
    CHECK(report.at({"missingGlobals"}).getObject().size() == 0);
}

TEST_CASE("an export is a read that stands in the read log") {
    const std::string file = exported_town().file("recorded.json");
    REQUIRE(exported_town().run({"export", "ocel", file}).code == 0);
    const CommandRun read = exported_town().run({"audit", "sample", "--rate", "1", "--json"});
    REQUIRE_MESSAGE(read.code == 0, read.err);
    CHECK(read.out.find("query.evaluationExport") != std::string::npos);
}

TEST_CASE("an export never writes over a file, and leaves none where it fails") {
    const std::string there = exported_town().file("there.xes");
    std::ofstream(there) << "mine";
    const CommandRun again = exported_town().run({"export", "xes", there, "--lang", "en"});
    CHECK(again.code == 2);
    CHECK(again.err.find("is there already") != std::string::npos);
    CHECK(whole_file(there) == "mine");
    const CommandRun ending = exported_town().run({"export", "ocel", exported_town().file("a.xml")});
    CHECK(ending.code == 2);
    CHECK(ending.err.find(".json") != std::string::npos);
    const std::string unknown = exported_town().file("unknown.json");
    CHECK(exported_town().run({"export", "ocel", unknown, "--project", "findes-ikke"}).code != 0);
    const CommandRun stopped = exported_town().run({"export", "ocel", unknown}, {.stopped = true});
    CHECK(stopped.code == 130);
    CHECK_FALSE(std::filesystem::exists(unknown));
    CHECK_FALSE(std::filesystem::exists(unknown + ".part"));
    CHECK_FALSE(std::filesystem::exists(unknown + ".objects.part"));
}
