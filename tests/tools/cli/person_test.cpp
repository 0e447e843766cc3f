// The orders about a person's record, as somebody at a terminal gives them. Karen is of the demo: made up.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

const std::string karen = "01990316-b880-7000-8001-006b6172656e";

/// A demo with one verb's words in front of what every erasure carries.
struct DemoRecord {
    CommandData data;

    DemoRecord() { REQUIRE(data.run({"demo", "load"}).code == 0); }
    CommandRun order(std::vector<std::string> words) const {
        words.insert(words.end(), {"--reason", "retention_ended", "--law", "arkivloven", "--paragraph", "8", "--approved-by", "p-1", "--approved-by", "p-2", "--json"});
        return data.run(std::move(words));
    }
    std::string karens_page() const { return data.run({"case", "history", "karen", "--json"}).out; }
};

}  // namespace

TEST_CASE("person: without an archive's receipt a shred is refused, with it nothing of hers can be read, and the root of before is the same") {
    const DemoRecord demo;
    const std::string before = demo.karens_page();
    const JsonReading root(demo.data.run({"log", "root", "--json"}).out);
    CHECK(before.find("Karens mor ringer") != std::string::npos);
    CommandRun run = demo.order({"person", "shred", karen, "--no-archive", "none"});
    CHECK(run.code != 0);
    CHECK(run.err.find("erasure.archive_receipt") != std::string::npos);

    const std::string package = demo.data.file("pakke");
    run = demo.data.run({"person", "archive-export", karen, "--name", "aflevering-1", "--receiver", "stadsarkivet", "--to", package, "--reason", "retention_ended", "--json"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    std::ifstream manifest(fs::path(package) / "MANIFEST");
    const std::string listed{std::istreambuf_iterator<char>(manifest), {}};
    CHECK(listed.find("person.ndjson") != std::string::npos);
    CHECK(listed.find("case-01990316-b880-7000-8000-006b6172656e.ndjson") != std::string::npos);
    std::ifstream story(fs::path(package) / "case-01990316-b880-7000-8000-006b6172656e.ndjson");
    const std::string told{std::istreambuf_iterator<char>(story), {}};
    CHECK(told.find("Karens mor ringer") != std::string::npos);  // the archive can read it without us
    CHECK(told.find("\"leaf\":\"464c7631") != std::string::npos);  // FLv1
    run = demo.order({"person", "shred", karen, "--archive", "aflevering-1"});
    CHECK(run.code != 0);  // no receipt yet
    run = demo.data.run({"person", "archive-receipt", karen, "--name", "aflevering-1", "--receiver", "stadsarkivet", "--package", package, "--receipt", "2026-117", "--reason", "approved"});
    REQUIRE_MESSAGE(run.code == 0, run.err);

    run = demo.order({"person", "shred", karen, "--archive", "aflevering-1"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    CHECK(JsonReading(run.out).number({"epoch"}) == 2);
    CHECK(JsonReading(run.out).text({"ruleKeeps"}) == "yes");
    const CommandRun after = demo.data.run({"case", "history", "01990316-b880-7000-8000-006b6172656e", "--json"});
    CHECK(after.code == 0);
    CHECK(after.out.find("intake.received") != std::string::npos);  // what happened is still told
    CHECK(after.out.find("Karens mor ringer") == std::string::npos);
    CHECK(demo.data.run({"case", "show", "karen"}).code != 0);  // the name leads nowhere any more
    CHECK(demo.data.run({"verify", "--level", "full"}).code == 0);
    const JsonReading then(demo.data.run({"log", "root", "--size", root.text({"size"}), "--json"}).out);
    CHECK(then.text({"root"}) == root.text({"root"}));
}

TEST_CASE("person: the state tells keys, restriction, hold and archive in both languages") {
    const DemoRecord demo;
    REQUIRE(demo.data.run({"person", "restrict", karen, "--class", "narrative", "--open-for", "complaint", "--reason", "accuracy_contested", "--law", "databeskyttelsesforordningen", "--paragraph", "18"})
                .code == 0);
    REQUIRE(demo.data.run({"person", "hold", "klage-7", "--case", "karen", "--reason", "appeal", "--law", "retssikkerhedsloven", "--paragraph", "66"}).code == 0);
    const std::string page = demo.data.run({"person", "state", karen}).out;
    CHECK(page.find("fortælling") != std::string::npos);
    CHECK(page.find("ja, undtagen til complaint") != std::string::npos);
    CHECK(page.find("klage-7") != std::string::npos);
    CHECK(demo.data.run({"person", "state", karen, "--lang", "en"}).out.find("yes, except for complaint") != std::string::npos);
    const CommandRun held = demo.order({"person", "shred", karen, "--archive", "aflevering-1"});
    CHECK(held.err.find("erasure.hold") != std::string::npos);
    REQUIRE(demo.data.run({"person", "unhold", "klage-7", "--reason", "decided", "--approved-by", "p-1"}).code == 0);
    REQUIRE(demo.data.run({"person", "unrestrict", karen, "--reason", "settled"}).code == 0);
    const std::string freed = demo.data.run({"person", "state", karen}).out;
    CHECK(freed.find("klage-7") == std::string::npos);
    CHECK(freed.find("undtagen") == std::string::npos);
}

TEST_CASE("person: a restricted class is not shown, but for the purpose that the restriction permits") {
    const DemoRecord demo;
    REQUIRE(demo.data.run({"person", "restrict", karen, "--open-for", "complaint", "--reason", "accuracy_contested", "--law", "databeskyttelsesforordningen", "--paragraph", "18"}).code == 0);
    CHECK(demo.karens_page().find("Karens mor ringer") == std::string::npos);
    REQUIRE(demo.data.run({"person", "unrestrict", karen, "--reason", "settled"}).code == 0);
    CHECK(demo.karens_page().find("Karens mor ringer") != std::string::npos);
}

TEST_CASE("person: one event is purged, its clear fields and the rest of the case stay, and verification knows it") {
    const DemoRecord demo;
    CHECK(demo.karens_page().find("Karens mor ringer") != std::string::npos);
    const CommandRun lines = demo.data.run({"tail", "--case", "karen", "--from", "0", "--until-now", "--json"});
    const std::string first = lines.out.substr(0, lines.out.find('\n'));
    const std::string event = JsonReading(first).text({"eventId"});
    const CommandRun run = demo.order({"person", "purge", "--case", "karen", "--event", event, "--no-archive", "wrong_citizen"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    CHECK(JsonReading(run.out).number({"events"}) == 1);
    CHECK(demo.karens_page().find("Karens mor ringer") == std::string::npos);
    CHECK(demo.karens_page().find("Karen flytter hertil") != std::string::npos);
    const JsonReading verified(demo.data.run({"verify", "--level", "full", "--json"}).out);
    CHECK(verified.text({"findingsCount"}) == "0");
    CHECK(verified.text({"purged"}) == "1");
    CHECK(demo.data.run({"verify", "--lang", "en"}).out.find("Purged by order") != std::string::npos);
}

TEST_CASE("person: a bundle of a case with a purged event holds, says so, and is refused without the order that purged it") {
    const DemoRecord demo;
    const CommandRun lines = demo.data.run({"tail", "--case", "karen", "--from", "0", "--until-now", "--json"});
    const std::string event = JsonReading(lines.out.substr(0, lines.out.find('\n'))).text({"eventId"});
    REQUIRE(demo.order({"person", "purge", "--case", "karen", "--event", event, "--no-archive", "wrong_citizen"}).code == 0);
    const std::string bundle = demo.data.file("bevis"), key = demo.data.file("key");
    std::ofstream(key) << demo.data.run({"log", "key"}).out;
    REQUIRE(demo.data.run({"audit", "bundle", "karen", "--to", bundle}).code == 0);
    const CommandRun holds = run_command({"audit", "verify", bundle, "--key", key, "--json"});
    CHECK_MESSAGE(holds.code == 0, holds.out);
    CHECK(JsonReading(holds.out).text({"purged"}) == "1");
    CHECK(run_command({"audit", "verify", bundle, "--key", key}).out.find("Heraf fjernet efter ordre") != std::string::npos);

    // Without the order, as if it had never been in the bundle: the sums are those of what is there.
    fs::remove_all(fs::path(bundle) / "purges");
    std::ifstream listed(fs::path(bundle) / "SHA256SUMS");
    std::string kept;
    for (std::string line; std::getline(listed, line);)
        if (line.find("  purges/") == std::string::npos) kept.append(line).append("\n");
    listed.close();
    std::ofstream(fs::path(bundle) / "SHA256SUMS") << kept;
    const CommandRun refused = run_command({"audit", "verify", bundle, "--key", key, "--json"});
    CHECK(refused.code == 1);
    CHECK(JsonReading(refused.out).text({"difference"}).find("the event is not the one that its leaf has the digest of") != std::string::npos);
}

TEST_CASE("keys: a rotation says its epoch, and copies of keys from before it go when a newer copy is proven good") {
    const DemoRecord demo;
    REQUIRE(demo.data.run({"backup", "create", "--to", demo.data.file("copies")}).code == 0);
    const JsonReading rotated(demo.data.run({"keys", "rotate", "--json"}).out);
    CHECK(rotated.number({"epoch"}) == 2);
    REQUIRE(demo.data.run({"person", "hold", "h", "--case", "karen", "--reason", "r", "--law", "l", "--paragraph", "1"}).code == 0);
    const CommandRun made = demo.data.run({"backup", "create", "--to", demo.data.file("copies")});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    std::vector<fs::path> keys;
    for (const auto& entry : fs::directory_iterator(demo.data.file("copies.keys"))) keys.push_back(entry.path());
    REQUIRE(keys.size() == 1);
    std::size_t copies = 0;
    for (const auto& entry : fs::directory_iterator(demo.data.file("copies"))) {
        const CommandRun verified = run_command({"backup", "verify", entry.path().string(), "--keys", keys.front().string(), "--json"});
        CHECK(verified.code == 0);
        CHECK(JsonReading(verified.out).number({"unopened"}) == 0);  // the newest keys open every age of the data
        ++copies;
    }
    CHECK(copies == 2);
}
