#include <doctest/doctest.h>

#include "tests/tools/cli/command_run.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const std::vector<std::vector<std::string>> all_verbs = {{"dev"},
                                                         {"serve"},
                                                         {"status"},
                                                         {"case", "list"},
                                                         {"case", "show"},
                                                         {"case", "history"},
                                                         {"case", "partners"},
                                                         {"case", "handovers"},
                                                         {"case", "replay"},
                                                         {"measure", "list"},
                                                         {"measure", "run"},
                                                         {"append"},
                                                         {"tail"},
                                                         {"import", "xes"},
                                                         {"import", "retract"},
                                                         {"import", "generate"},
                                                         {"projection", "status"},
                                                         {"projection", "rebuild"},
                                                         {"log", "root"},
                                                         {"person", "state"},
                                                         {"person", "restrict"},
                                                         {"person", "unrestrict"},
                                                         {"person", "hold"},
                                                         {"person", "unhold"},
                                                         {"person", "archive-export"},
                                                         {"person", "archive-receipt"},
                                                         {"person", "shred"},
                                                         {"person", "purge"},
                                                         {"keys", "rotate"},
                                                         {"audit", "retain"},
                                                         {"demo", "load"},
                                                         {"event", "list"},
                                                         {"event", "schema"},
                                                         {"vocabulary", "list"},
                                                         {"vocabulary", "show"},
                                                         {"vocabulary", "check"},
                                                         {"config", "check"},
                                                         {"bench"}};

}  // namespace

TEST_CASE("help: every verb has a usage line and an example of itself, in both languages") {
    for (const auto& verb : all_verbs)
        for (const std::string language : {"da", "en"}) {
            std::string name = "forloeb";
            for (const std::string& word : verb) name += " " + word;
            CAPTURE(name);
            std::vector<std::string> arguments = verb;
            arguments.insert(arguments.end(), {"--help", "--lang", language});
            const CommandRun run = run_command(arguments);
            CHECK(run.code == 0);
            CHECK(run.err.empty());
            CHECK(contains(run.out, language == "da" ? "\nBrug\n" : "\nUsage\n"));
            const std::size_t examples = run.out.find(language == "da" ? "\nEksempler\n" : "\nExamples\n");
            REQUIRE(examples != std::string::npos);
            CHECK(contains(run.out.substr(examples), name));
        }
}

TEST_CASE("help: the front page lists every verb and the exit codes") {
    const CommandRun run = run_command({"--help"});
    CHECK(run.code == 0);
    for (const auto& verb : all_verbs) CHECK(contains(run.out, verb.back()));
    CHECK(contains(run.out, "130"));
}

TEST_CASE("usage: without a verb the help goes to stderr with exit code 2") {
    const CommandRun nothing = run_command({});
    CHECK(nothing.code == 2);
    CHECK(nothing.out.empty());
    CHECK(contains(nothing.err, "forloeb case show --help"));
    CHECK(run_command({"case"}).code == 2);
}

TEST_CASE("usage: a misspelt verb or option gets a suggestion and exit code 2") {
    const CommandRun verb = run_command({"case", "shwo", "karen"});
    CHECK(verb.code == 2);
    CHECK(verb.err == "Fejl: Ukendt ord: shwo. Mente du show?\nSe: forloeb case --help\n");
    const CommandRun noun = run_command({"mesure", "list", "--lang", "en"});
    CHECK(noun.err == "Error: Unknown word: mesure. Did you mean measure?\nSee: forloeb --help\n");
    const CommandRun option = run_command({"case", "list", "--limt", "3"});
    CHECK(option.code == 2);
    CHECK(contains(option.err, "Mente du --limit?"));
    const CommandRun far = run_command({"xyzzy"});
    CHECK(far.err == "Fejl: Ukendt ord: xyzzy.\nSe: forloeb --help\n");
}

TEST_CASE("usage: what is missing or cannot be read is named") {
    const CommandRun missing = run_command({"case", "show"});
    CHECK(missing.code == 2);
    CHECK(contains(missing.err, "CASE"));
    CHECK(run_command({"case", "list", "--limit"}).code == 2);
    CHECK(run_command({"log", "root", "--size", "many"}).code == 2);
    const CommandRun limit = run_command({"case", "list", "--limit", "many"});
    CHECK(limit.code == 2);
    CHECK(contains(limit.err, "--limit"));
    const CommandRun date = run_command({"case", "list", "--known-at", "yesterday"});
    CHECK(date.code == 2);
    CHECK(contains(date.err, "--known-at"));
}

TEST_CASE("usage: a verb that needs a data directory says so") {
    CHECK(run_command({"serve"}).code == 2);
    CHECK(run_command({"demo", "load"}).code == 2);
}

TEST_CASE("usage: the version is printed alone") {
    const CommandRun run = run_command({"--version"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("forloeb "));
}

TEST_CASE("reaching: nobody listening gives exit code 4, with --json as one JSON object on stderr") {
    const CommandData data;
    const CommandRun run = run_command({"status", "--server", "unix:" + data.file("nobody.sock")});
    CHECK(run.code == 4);
    CHECK(run.out.empty());
    const CommandRun json = run_command({"status", "--json", "--server", "unix:" + data.file("nobody.sock")});
    CHECK(json.code == 4);
    CHECK(json.err.starts_with(R"({"error":{"code":"unavailable","message":")"));
}

TEST_CASE("reaching: a verb that only reads never makes a data directory") {
    const CommandData data;
    const CommandRun run = data.run({"case", "list"});
    CHECK(run.code == 3);
    CHECK_FALSE(std::filesystem::exists(data.path()));
}
