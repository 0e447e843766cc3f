// verify and backup as a person at a terminal meets them.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

std::string only_folder_in(const std::string& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) return entry.path().string();
    return {};
}

void flip_in_the_middle(const fs::path& file) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto at = static_cast<std::streamoff>(fs::file_size(file) / 2);
    bytes.seekg(at);
    const char before = static_cast<char>(bytes.get());
    bytes.seekp(at);
    bytes.put(static_cast<char>(before ^ 0x08));
}

}  // namespace

TEST_CASE("verify: the demo is clean at every level, in both languages") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    for (const char* level : {"checksums", "log", "full"}) {
        const CommandRun run = data.run({"verify", "--level", level, "--json"});
        CHECK(run.code == 0);
        CHECK(JsonReading(run.out).text({"findingsCount"}) == "0");
    }
    const JsonReading full(data.run({"verify", "--level", "full", "--json"}).out);
    CHECK(full.text({"events"}) == full.text({"head"}));
    CHECK(full.number({"projections"}) == 3);
    CHECK(data.run({"verify"}).out.find("Intet fund") != std::string::npos);
    CHECK(data.run({"verify", "--lang", "en"}).out.find("No finding") != std::string::npos);
    CHECK(data.run({"verify", "--level", "some"}).code == 2);
}

TEST_CASE("verify: a flipped byte is exit code 1 and names the file, also where nothing can be started") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    REQUIRE(data.run({"status"}).code == 0);  // a start puts the rows into files
    fs::path largest;
    for (const auto& entry : fs::directory_iterator(fs::path(data.path()) / "log"))
        if (entry.path().extension() == ".sst" && (largest.empty() || entry.file_size() > fs::file_size(largest))) largest = entry.path();
    flip_in_the_middle(largest);
    const CommandRun run = data.run({"verify", "--level", "checksums", "--json"});
    CHECK(run.code == 1);
    CHECK(run.out.find(largest.filename().string()) != std::string::npos);
}

TEST_CASE("backup: made, verified, restored, and a flipped copy is refused naming the file") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun made = data.run({"backup", "create", "--to", data.file("copies"), "--json"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    const JsonReading report(made.out);
    CHECK(report.yes({"good"}));
    CHECK(report.number({"opened"}) > 50);
    CHECK(report.number({"unopened"}) == 0);
    const std::string copy = only_folder_in(data.file("copies")), keys = only_folder_in(data.file("copies.keys"));
    CHECK(report.text({"data"}) == copy);
    CHECK(run_command({"backup", "verify", copy, "--keys", keys}).code == 0);
    CHECK(data.run({"backup", "create", "--to", data.file("copies")}).code == 3);  // that one is there already

    const CommandRun restored = run_command({"backup", "restore", copy, "--to", data.file("again"), "--keys-from", keys});
    REQUIRE_MESSAGE(restored.code == 0, restored.err);
    const CommandRun status = run_command({"status", "--data", data.file("again"), "--json"});
    CHECK(status.code == 0);
    CHECK(JsonReading(status.out).text({"root"}) == report.text({"root"}));
    CHECK(JsonReading(status.out).text({"restored"}).find("epoch") != std::string::npos);
    CHECK(run_command({"case", "show", "karen", "--data", data.file("again")}).out == data.run({"case", "show", "karen"}).out);
    CHECK(run_command({"backup", "restore", copy, "--to", data.file("again")}).code == 3);

    flip_in_the_middle(fs::path(copy) / "part-000000.log");
    const CommandRun refused = run_command({"backup", "restore", copy, "--to", data.file("third")});
    CHECK(refused.code == 5);
    CHECK(refused.err.find("part-000000.log") != std::string::npos);
    CHECK_FALSE(fs::exists(data.file("third")));
    flip_in_the_middle(fs::path(keys) / "subject-keys");
    CHECK(run_command({"backup", "verify", copy, "--keys", keys}).code == 5);
}
