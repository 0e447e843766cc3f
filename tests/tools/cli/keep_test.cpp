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
    CHECK(full.number({"projections"}) == 6);
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

    const CommandRun restored = run_command({"backup", "restore", copy, "--to", data.file("again"), "--keys", keys});
    REQUIRE_MESSAGE(restored.code == 0, restored.err);
    const CommandRun status = run_command({"status", "--data", data.file("again"), "--json"});
    CHECK(status.code == 0);
    CHECK(JsonReading(status.out).text({"root"}) == report.text({"root"}));
    CHECK(JsonReading(status.out).text({"restored"}).find("epoch") != std::string::npos);
    CHECK(run_command({"case", "show", "karen", "--data", data.file("again")}).out == data.run({"case", "show", "karen"}).out);
    CHECK(run_command({"backup", "restore", copy, "--to", data.file("again")}).code == 3);

    flip_in_the_middle(fs::path(copy) / "part-000000.log");
    const CommandRun refused = run_command({"backup", "restore", copy, "--to", data.file("third")});
    CHECK(refused.code == 1);
    CHECK(refused.err.find("part-000000.log") != std::string::npos);
    CHECK_FALSE(fs::exists(data.file("third")));
    flip_in_the_middle(fs::path(keys) / "subject-keys");
    CHECK(run_command({"backup", "verify", copy, "--keys", keys}).code == 1);
}

TEST_CASE("backup: who read what goes along with keys of its own, is restored beside the data, and both name the key of their log") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    REQUIRE(data.run({"case", "show", "karen"}).code == 0);
    const CommandRun made = data.run({"backup", "create", "--to", data.file("copies"), "--json"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    const JsonReading report(made.out);
    CHECK(report.yes({"reads", "good"}));
    CHECK(report.number({"reads", "opened"}) > 0);  // who asked is sealed
    CHECK(report.number({"reads", "unopened"}) == 0);
    CHECK(report.text({"verifier"}) + "\n" == data.run({"log", "key"}).out);
    CHECK(report.text({"reads", "verifier"}) + "\n" == data.run({"log", "key", "--log", "reads"}).out);
    const std::string copy = only_folder_in(data.file("copies")), keys = only_folder_in(data.file("copies.keys"));
    const std::string reads = only_folder_in(data.file("copies.reads")), reads_keys = only_folder_in(data.file("copies.reads.keys"));
    CHECK(run_command({"backup", "verify", reads, "--keys", reads_keys}).code == 0);
    CHECK(run_command({"backup", "verify", reads, "--keys", keys}).code == 3);  // those of the other log

    REQUIRE(run_command({"backup", "restore", copy, "--to", data.file("again"), "--keys", keys}).code == 0);
    REQUIRE(run_command({"backup", "restore", reads, "--to", data.file("again.reads"), "--keys", reads_keys}).code == 0);
    const CommandRun seen = run_command({"audit", "case", "karen", "--data", data.file("again"), "--with-names", "--format", "jsonl"});
    REQUIRE_MESSAGE(seen.code == 0, seen.err);
    CHECK(seen.out.find("query.caseOverview") != std::string::npos);
    CHECK(JsonReading(run_command({"status", "--data", data.file("again"), "--json"}).out).text({"restored"}).find("verifier " + report.text({"verifier"})) != std::string::npos);
}

TEST_CASE("verify --backup: a copy at each level, without server and data, with the exit code of what is wrong") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    REQUIRE(data.run({"backup", "create", "--to", data.file("copies")}).code == 0);
    const std::string copy = only_folder_in(data.file("copies")), keys = only_folder_in(data.file("copies.keys"));
    for (const char* level : {"checksums", "log", "full"}) {
        const CommandRun run = run_command({"verify", "--backup", copy, "--level", level, "--json"});
        CHECK_MESSAGE(run.code == 0, run.err);
        CHECK(JsonReading(run.out).yes({"good"}));
    }
    const JsonReading full(run_command({"verify", "--backup", copy, "--level", "full", "--keys", keys, "--json"}).out);
    CHECK(full.number({"opened"}) > 50);
    CHECK(run_command({"verify", "--backup", data.file("nowhere")}).code == 3);
    CHECK(run_command({"verify", "--backup", keys}).code == 3);
    CHECK(run_command({"verify", "--backup", copy, "--level", "some"}).code == 2);
    std::ofstream(copy + ".proof") << "a file where the copy would be restored";
    CHECK(run_command({"verify", "--backup", copy}).code == 5);
    fs::remove(copy + ".proof");
    flip_in_the_middle(fs::path(copy) / "part-000000.log");
    const CommandRun found = run_command({"verify", "--backup", copy});
    CHECK(found.code == 1);
    CHECK(found.err.find("part-000000.log") != std::string::npos);
}

TEST_CASE("backup: with a wrong folder of keys the answer names the one that is needed, and nothing is restored") {
    const CommandData data, other;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    REQUIRE(data.run({"backup", "create", "--to", data.file("copies")}).code == 0);
    const std::string copy = only_folder_in(data.file("copies")), keys = only_folder_in(data.file("copies.keys"));
    for (const std::vector<std::string>& verb : {std::vector<std::string>{"backup", "verify", copy}, {"backup", "restore", copy, "--to", data.file("again")}}) {
        const auto with_keys = [&verb](const std::string& folder) {
            std::vector<std::string> words = verb;
            words.insert(words.end(), {"--keys", folder});
            return run_command(words);
        };
        const CommandRun parent = with_keys(data.file("copies.keys"));
        CHECK(parent.code == 3);
        CHECK(parent.err.find(keys) != std::string::npos);
        CHECK(with_keys(data.file("nowhere")).code == 3);
        CHECK_FALSE(fs::exists(data.file("again")));
    }
    REQUIRE(other.run({"demo", "load"}).code == 0);
    REQUIRE(other.run({"backup", "create", "--to", other.file("copies")}).code == 0);
    const CommandRun foreign = run_command({"backup", "verify", copy, "--keys", only_folder_in(other.file("copies.keys"))});
    CHECK(foreign.code == 3);
    CHECK(foreign.err.find("the backup needs the keys ") != std::string::npos);
}

TEST_CASE("status: tells what the start found, and that nothing is read in the background without a server") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun run = data.run({"status", "--json"});
    REQUIRE(run.code == 0);
    const JsonReading status(run.out);
    CHECK(status.yes({"start", "stoppedCleanly"}));
    CHECK(status.text({"start", "eventsRead"}) == status.text({"head"}));
    CHECK(status.text({"compactionHeld"}).empty());
    CHECK(status.text({"policy"}) == "local/1");
    const CommandRun page = data.run({"status", "--lang", "en"});
    CHECK(page.out.find("after a clean stop") != std::string::npos);
    CHECK(page.out.find("off") != std::string::npos);
}
