// Checkpoints, proofs, tiles and bundles as a person at a terminal meets them; verifiers that are not ours: tests/e2e/evidence_test.py.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

class DemoLog : public CommandData {
  public:
    DemoLog() {
        REQUIRE(run({"demo", "load"}).code == 0);
        key = run({"log", "key"}).out;
        std::ofstream(file("key")) << key;
    }
    [[nodiscard]] std::string keep_checkpoint(const char* name) const {
        std::ofstream(file(name)) << run({"log", "checkpoint"}).out;
        return file(name);
    }
    std::string key;
};

std::string read_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

void flip_bit(const fs::path& file, std::size_t at) {
    std::string content = read_file(file);
    content[at] = static_cast<char>(content[at] ^ 0x04);
    std::ofstream(file, std::ios::binary) << content;
}

}  // namespace

TEST_CASE_FIXTURE(DemoLog, "log checkpoint: a signed note of the log's own name, the same until something is written") {
    const CommandRun note = run({"log", "checkpoint"});
    CHECK(note.code == 0);
    CHECK(note.out == run({"log", "checkpoint"}).out);
    const JsonReading told(run({"log", "checkpoint", "--json"}).out);
    CHECK(told.text({"note"}) == note.out);
    CHECK(note.out.starts_with(told.text({"origin"}) + "\n" + told.text({"size"}) + "\n" + told.text({"root"}) + "\n\n"));
    CHECK(key.starts_with(told.text({"origin"}) + "+"));
    CHECK(run({"log", "key", "--pem"}).out.starts_with("-----BEGIN PUBLIC KEY-----\n"));
    CHECK(run({"log", "checkpoint", "--log", "something"}).code == 3);
}

TEST_CASE_FIXTURE(DemoLog, "log prove: by position and by case and version, with the leaf beside it") {
    const CommandRun proof = run({"log", "prove", "karen#1", "--leaf", file("leaf")});
    CHECK(proof.code == 0);
    CHECK(proof.out.starts_with("c2sp.org/tlog-proof@v1\nindex "));
    CHECK(proof.out.ends_with(run({"log", "checkpoint"}).out));
    CHECK(fs::file_size(file("leaf")) == 144);
    const JsonReading told(run({"log", "prove", "karen#1", "--json"}).out);
    CHECK(run({"log", "prove", told.text({"position"})}).out == proof.out);
    CHECK(run({"log", "prove", "1000000"}).code == 4);
    CHECK(run({"log", "prove", "karen"}).code == 3);
    CHECK(run({"log", "prove", "karen#100000"}).code == 3);
}

TEST_CASE_FIXTURE(DemoLog, "log consistency: the log that only grew is told from another, and from a bent checkpoint") {
    const std::string kept = keep_checkpoint("kept");
    REQUIRE(run({"append"}, {.input = R"({"stream":{"kind":"case","id":"01990316-b880-7000-8000-00000000abcd"},"event":{"type":"case.opened","occurredAt":"2026-11-01","actor":{"pseudonym":"koord-1"},"payload":{"unit":"voksenhandicap"}}})"}).code == 0);
    const JsonReading grown(run({"log", "consistency", kept, "--json"}).out);
    CHECK(grown.yes({"consistent"}));
    CHECK(std::stoull(grown.text({"size"})) == std::stoull(grown.text({"old"})) + 1);
    CHECK(grown.size({"hashes"}) > 0);
    flip_bit(kept, 30);
    CHECK(run({"log", "consistency", kept}).code == 1);
    CHECK(run({"log", "consistency", file("none")}).code == 3);
}

TEST_CASE_FIXTURE(DemoLog, "log checkpoint: an older copy put back is refused with what to do, and goes on being served") {
    const CommandData other;
    fs::copy(path(), other.path(), fs::copy_options::recursive);
    REQUIRE(run({"append"}, {.input = R"({"stream":{"kind":"case","id":"01990316-b880-7000-8000-00000000abcd"},"event":{"type":"case.opened","occurredAt":"2026-11-01","actor":{"pseudonym":"koord-1"},"payload":{"unit":"voksenhandicap"}}})"}).code == 0);
    REQUIRE(run({"log", "checkpoint"}).code == 0);
    const CommandRun older = run_command({"log", "checkpoint", "--data", other.path(), "--keys", path() + ".keys"});
    CHECK(older.code == 3);
    CHECK(older.err.find("this is an older copy") != std::string::npos);
    CHECK(older.err.find("Restore a newer backup") != std::string::npos);
    CHECK(run_command({"case", "show", "karen", "--data", other.path(), "--keys", path() + ".keys"}).code == 0);
}

TEST_CASE_FIXTURE(DemoLog, "log succeed: a new log of another origin goes on for this one, which is signed no more, and the note leads from key to key") {
    const CommandRun last = run({"log", "checkpoint"});
    const std::string origin = key.substr(0, key.find('+'));
    const CommandData other;
    const std::string opening = R"({"stream":{"kind":"case","id":"01990316-b880-7000-8000-00000000abcd"},"event":{"type":"case.opened","occurredAt":"2026-11-01","actor":{"pseudonym":"koord-1"},"payload":{"unit":"voksenhandicap"}}})";
    CHECK(run_command({"append", "--data", other.path(), "--origin", "two words"}, {.input = opening}).code != 0);
    REQUIRE(run_command({"append", "--data", other.path(), "--origin", "forloeb.example/kommune-101/case-log"}, {.input = opening}).code == 0);
    const std::vector<std::string> succeed = {"log", "succeed", "--data", other.path(), "--old-keys", path() + ".keys", "--old-origin", origin};
    const CommandRun note = run_command(succeed);
    REQUIRE_MESSAGE(note.code == 0, note.err);
    CHECK(note.out.starts_with("forloeb succession v1\n" + last.out.substr(0, last.out.find("\n\n")) + "\nforloeb.example/kommune-101/case-log+"));
    CHECK(run_command(succeed).out == note.out);
    std::ofstream(file("note")) << note.out;
    const std::string old_key = key.substr(0, key.find('\n'));
    CHECK(run({"log", "succession", file("note"), "--key", old_key}).out == run_command({"log", "key", "--data", other.path()}).out);
    CHECK(JsonReading(run({"log", "succession", file("note"), "--key", old_key, "--json"}).out).text({"origin"}) == origin);
    flip_bit(file("note"), 40);
    CHECK(run({"log", "succession", file("note"), "--key", old_key}).code == 1);
    const CommandRun refused = run({"log", "checkpoint"});
    CHECK(refused.code == 3);
    CHECK(refused.err.find("Another log goes on for this one") != std::string::npos);
    CHECK(run_command({"log", "checkpoint", "--data", other.path()}).code == 0);
    CHECK(run_command({"log", "succeed", "--data", other.path(), "--log", "reads", "--old-keys", path() + ".reads.keys", "--old-origin", origin}).code == 3);  // it never signed
}

TEST_CASE_FIXTURE(DemoLog, "export-tiles and verify --tiles: clean, again after more events, and one flipped bit in each kind of file names it") {
    const std::string tiles = file("tiles");
    const auto verified = [&] { return run_command({"verify", "--tiles", tiles, "--key", file("key"), "--json"}); };
    REQUIRE(run({"log", "export-tiles", tiles}).code == 0);
    CHECK(verified().code == 0);
    REQUIRE(run({"import", "generate", file("log.xes"), "--cases", "40", "--seed", "7"}).code == 0);
    REQUIRE(run({"import", "xes", file("log.xes"), "--source", "demo"}).code == 0);
    REQUIRE(run({"log", "export-tiles", tiles}).code == 0);
    const JsonReading report(verified().out);
    CHECK(report.yes({"holds"}));
    CHECK(report.text({"events"}) == JsonReading(run({"status", "--json"}).out).text({"head"}));
    CHECK(report.number({"streams"}) > 40);
    for (const char* name : {"checkpoint", "tile/0/000", "tile/entries/000"}) {
        flip_bit(fs::path(tiles) / name, 40);
        const CommandRun bent = verified();
        CHECK(bent.code == 1);
        CHECK(JsonReading(bent.out).text({"difference"}).starts_with(name));
        flip_bit(fs::path(tiles) / name, 40);
    }
    CHECK(verified().code == 0);
    CHECK(run_command({"verify", "--tiles", tiles}).code == 2);
    CHECK(run_command({"verify", "--tiles", tiles, "--key", "nothing"}).code == 3);
    CHECK(run_command({"verify", "--tiles", file("none"), "--key", file("key")}).code == 1);
}

TEST_CASE_FIXTURE(DemoLog, "audit bundle and verify: a case is proven offline, no personal text leaves, and any flipped bit names its file") {
    const std::string bundle = file("karen.bevis");
    const CommandRun made = run({"audit", "bundle", "karen", "--to", bundle, "--json"});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    CHECK(run({"audit", "bundle", "karen", "--to", bundle}).code == 3);
    const CommandRun good = run_command({"audit", "verify", bundle, "--key", file("key"), "--json"});
    CHECK(good.code == 0);
    const JsonReading report(good.out);
    CHECK(report.yes({"holds"}));
    CHECK(report.yes({"keyGiven"}));
    CHECK(report.text({"events"}) == JsonReading(made.out).text({"events"}));
    CHECK_FALSE(JsonReading(run_command({"audit", "verify", bundle, "--json"}).out).yes({"keyGiven"}));
    std::set<std::string> kinds;
    for (const auto& entry : fs::recursive_directory_iterator(bundle)) {
        if (!entry.is_regular_file()) continue;
        CHECK(read_file(entry.path()).find("Karen") == std::string::npos);
        const bool of_event = entry.path().parent_path().filename() == "events";
        if (!kinds.insert(of_event ? entry.path().extension() : entry.path().filename()).second) continue;
        flip_bit(entry.path(), static_cast<std::size_t>(entry.file_size() / 2));
        const CommandRun bent = run_command({"audit", "verify", bundle, "--key", file("key"), "--json"});
        CHECK(bent.code == 1);
        if (entry.path().filename() != "SHA256SUMS") CHECK(JsonReading(bent.out).text({"difference"}).starts_with(entry.path().lexically_relative(bundle).generic_string()));
        flip_bit(entry.path(), static_cast<std::size_t>(entry.file_size() / 2));
    }
    CHECK(kinds.size() == 10);
    std::ofstream(bundle + "/extra") << "x";
    CHECK(run_command({"audit", "verify", bundle}).code == 1);
}
