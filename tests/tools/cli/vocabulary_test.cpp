#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "events/vocabulary/vocabulary.hpp"
#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr const char* own_plans =
    "name = \"plan_kind\"\nversion = \"2026\"\n[[code]]\ncode = \"ungeplan\"\nda = \"ungeplan\"\nen = \"youth plan\"\n";

void write(const std::string& path, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << text;
}

}  // namespace

TEST_CASE("vocabulary list and show: the shipped ones, in either language") {
    const CommandRun list = run_command({"vocabulary", "list", "--lang", "en"}, {.columns = 300});
    CHECK(list.code == 0);
    for (const Vocabulary& one : shipped_vocabularies()) CHECK(list.out.find(one.name) != std::string::npos);
    const CommandRun shown = run_command({"vocabulary", "show", "ffb_level"}, {.columns = 300});
    CHECK(shown.code == 0);
    CHECK(shown.out.find("let nedsat") != std::string::npos);
    CHECK(shown.out.find("8328ce4a-6238-4f73-bf1a-74aadb68eff8") != std::string::npos);
    CHECK(shown.out.find("FunctionLevel") != std::string::npos);
    const CommandRun wrong = run_command({"vocabulary", "show", "plan_kinds"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("plan_kind?") != std::string::npos);
}

TEST_CASE("vocabulary: a municipality's folder beside the data, or named, adds its codes") {
    const CommandData data;
    write(data.path() + ".vocabulary/planer.toml", own_plans);
    CHECK(data.run({"vocabulary", "show", "plan_kind"}).out.find("ungeplan") != std::string::npos);
    CHECK(run_command({"vocabulary", "show", "plan_kind"}).out.find("ungeplan") == std::string::npos);
    const CommandRun named =
        run_command({"vocabulary", "show", "plan_kind", "--vocabulary", data.path() + ".vocabulary"});
    CHECK(named.out.find("ungeplan") != std::string::npos);
    CHECK(run_command({"vocabulary", "list", "--vocabulary", data.file("nowhere")}).code == 3);
}

TEST_CASE("vocabulary check FILE: faults with their place, and a file that is in order") {
    const CommandData data;
    write(data.file("good.toml"), own_plans);
    CHECK(run_command({"vocabulary", "check", data.file("good.toml")}).code == 0);
    write(data.file("bad.toml"), "name = \"plan_kind\"\ncolour = \"red\"\n");
    const CommandRun bad = run_command({"vocabulary", "check", data.file("bad.toml")});
    CHECK(bad.code == 1);
    CHECK(bad.out.find("bad.toml:2:1: 'colour'") != std::string::npos);
    write(data.file("closed.toml"), "name = \"ffb_level\"\n[[code]]\ncode = \"x\"\nda = \"x\"\nen = \"x\"\n");
    CHECK(run_command({"vocabulary", "check", data.file("closed.toml")}).code == 1);
    write(data.file("field.toml"), "name = \"plan_kind\"\nfields = [\"plan.created.colour\"]\n");
    CHECK(run_command({"vocabulary", "check", data.file("field.toml")}).out.find("plan.created.colour") !=
          std::string::npos);
    CHECK(run_command({"vocabulary", "check", data.file("none.toml")}).code == 3);
}

TEST_CASE("vocabulary check: an unknown code is stored, counted and named, a municipality's own list knows it") {
    const CommandData data;
    const std::string line =
        R"({"stream":{"kind":"case","id":"0190a1b2-c3d4-7e8f-8a9b-0c1d2e3f4051"},"event":{"type":"TYPE","occurredAt":"2026-01-05","actor":{"pseudonym":"k1"},"payload":PAYLOAD}})";
    const auto event = [&](const std::string& type, const std::string& payload) {
        std::string text = line;
        text.replace(text.find("TYPE"), 4, type);
        text.replace(text.find("PAYLOAD"), 7, payload);
        return text + "\n";
    };
    const CommandRun appended =
        data.run({"append"}, {.input = event("case.opened", R"({"entryRoute":"citizen"})") +
                                       event("plan.offered", R"({"plan":"p1","kind":"ungeplan"})") +
                                       event("plan.offered", R"({"plan":"p2","kind":"ungeplan"})")});
    REQUIRE_MESSAGE(appended.code == 0, appended.err);
    const CommandRun found = data.run({"vocabulary", "check", "--json"});
    CHECK(found.code == 1);
    CHECK(found.out ==
          R"([{"field":"plan.offered.kind","code":"ungeplan","why":"unknown","events":2,"firstPosition":"1"}])"
          "\n");
    write(data.path() + ".vocabulary/planer.toml", own_plans);
    CHECK(data.run({"vocabulary", "check"}).code == 0);
}
