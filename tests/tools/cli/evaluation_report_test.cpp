// The evaluation report of a synthetic municipality, word for word, in both languages and both forms. After a change that is
// meant, run test_tools with FORLOEB_WRITE_GOLDEN=1 and read the difference.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

/// A municipality made once for all tests of this file: they only read.
const CommandData& town() {
    static const CommandData data;
    static const CommandRun made = data.run({"demo", "generate", "--cases", "40", "--seed", "3"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    return data;
}

std::vector<std::string> at_the_end(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--as-of", "2025-12-31", "--known-at", "2026-01-31"});
    return arguments;
}

/// Without what differs from one run to the next: the root (salts and keys are random) and the time zone data's release.
std::string without_the_run(std::string text) {
    text = std::regex_replace(text, std::regex("[0-9a-f]{64}"), "ROOT");
    return std::regex_replace(text, std::regex("(Tidszonedata|Time zone data): [^.<]*"), "$1: TZDATA");
}

void check_golden(const std::string& name, const std::string& text) {
    const std::string file = std::string(FORLOEB_SOURCE_DIR) + "/tests/golden/cli/" + name;
    if (std::getenv("FORLOEB_WRITE_GOLDEN") != nullptr) std::ofstream(file) << text;
    std::ifstream in(file);
    std::ostringstream golden;
    golden << in.rdbuf();
    CHECK(text == golden.str());
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("evaluation report: in Danish as Markdown, word for word") {
    const CommandRun run = town().run(at_the_end({"report", "evaluation", "syntetisk-evaluering"}));
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    check_golden("evaluation_report.md", without_the_run(run.out));
}

TEST_CASE("evaluation report: in English as a page of its own, with a table behind every graphic and no script") {
    const CommandRun run = town().run(at_the_end({"report", "evaluation", "--format", "html", "--lang", "en"}));
    CHECK(run.code == 0);
    check_golden("evaluation_report_english.html", without_the_run(run.out));
    CHECK(count_of(run.out, "<script") == 0);
    CHECK(count_of(run.out, "http://") == count_of(run.out, "xmlns=\"http://www.w3.org/2000/svg\""));  // nothing is fetched
    CHECK(count_of(run.out, "<svg") >= 5);
    CHECK(count_of(run.out, "<svg") == count_of(run.out, "<desc>"));
    for (std::size_t at = run.out.find("</figure>"); at != std::string::npos; at = run.out.find("</figure>", at + 1))
        CHECK(run.out.compare(at, 17, "</figure>\n<table>") == 0);
}

TEST_CASE("evaluation report: says first what it rests on, in both languages") {
    const std::string danish = town().run(at_the_end({"report", "evaluation"})).out;
    const std::string english = town().run(at_the_end({"report", "evaluation", "--lang", "en"})).out;
    CHECK(danish.find("Alt i denne rapport er syntetisk") < danish.find("## Design"));
    CHECK(danish.find("sagsbehandlernes egen vurdering") < danish.find("## Design"));
    CHECK(danish.find("Udviklingscenter SUS projektets samarbejdspartner") < danish.find("## Design"));
    CHECK(english.find("Socialt Udviklingscenter SUS was the project's partner in evaluation, not an outsider") < english.find("## Design"));
}

TEST_CASE("evaluation report: goes to a file whose name says the form, and names the projects there are") {
    const std::string file = town().file("rapport.html");
    const CommandRun run = town().run(at_the_end({"report", "evaluation", "--out", file}));
    CHECK(run.code == 0);
    CHECK(run.out.empty());
    std::ifstream in(file);
    std::string first;
    std::getline(in, first);
    CHECK(first == "<!DOCTYPE html>");
    const CommandRun other = town().run(at_the_end({"report", "evaluation", "findes-ikke"}));
    CHECK(other.code == 3);
    CHECK(other.err.find("syntetisk-evaluering") != std::string::npos);
}

TEST_CASE("evaluators: a case of the project is found by its pseudonym and replayed without name, unit or date") {
    const JsonReading cases(town().run(at_the_end({"evaluation", "cases", "--json"})).out);
    REQUIRE(cases.size({"cases"}) >= 5);
    const CommandRun replay = town().run(at_the_end({"evaluation", "replay", "syntetisk-evaluering", cases.text({"cases", "0", "pseudonym"})}));
    CHECK(replay.code == 0);
    CHECK(replay.out.find("dag 0") != std::string::npos);
    for (const char* secret : {"Opdigtet", "koord-", "Voksenhandicap", "Socialpsykiatri", "Misbrugscenter", "jobk-1", "2023-", "2024-"}) {
        CAPTURE(secret);
        CHECK(replay.out.find(secret) == std::string::npos);
    }
    CHECK(town().run(at_the_end({"evaluation", "replay", "syntetisk-evaluering", "p-0000000000000000"})).code == 3);
}
