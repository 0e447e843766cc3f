#include <doctest/doctest.h>

#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"
#include "tools/cli/append_lines.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr const char* case_1 = "0199a4c2-0000-7000-8000-000000000001";
constexpr const char* append_1 = "0199a4c2-0000-7000-8000-0000000000a1";

std::string line(const std::string& more, const std::string& event, const std::string& stream = case_1) {
    return R"({"stream":{"kind":"case","id":")" + stream + "\"}" + more + ",\"event\":" + event + "}\n";
}

std::string in_append(const std::string& id) { return ",\"appendId\":\"" + id + "\""; }

const std::string opened_line =
    R"({"type":"case.opened","occurredAt":"2026-03-01T09:00:00+01:00","actor":{"pseudonym":"koord-1"},"payload":{"municipality":"demo"}})";
const std::string contact_line =
    R"({"type":"contact.held","occurredAt":"2026-03-02T09:00:00+01:00","actor":{"pseudonym":"koord-1"},"payload":{"with":["borger"],"channel":"sms","inPerson":"no"},"personal":{"note":"Aftalt at skrive igen."}})";

}  // namespace

TEST_CASE("append: each line without an append id is stored by itself and answered by one line") {
    const CommandData data;
    const CommandRun run = data.run({"append"}, {.input = line("", opened_line) + "\n" + line("", contact_line)});
    CHECK(run.code == 0);
    const auto answers = lines_of(run.out);
    REQUIRE(answers.size() == 2);
    const JsonReading first(answers[0]);
    CHECK(first.yes({"stored"}));
    CHECK(first.number({"line"}) == 1);
    CHECK(first.text({"position"}) == "0");
    CHECK(first.text({"versions", "0", "stream", "id"}) == case_1);
    const JsonReading second(answers[1]);
    CHECK(second.number({"line"}) == 3);
    CHECK(second.text({"position"}) == "1");
    CHECK(second.number({"versions", "0", "version"}) == 2);
    CHECK(run.err == "Gemt: 2 append med 2 hændelser; 0 var gemt i forvejen; 0 fejlede.\n");
}

TEST_CASE("append: neighbouring lines with the same append id are one append, and repeating it stores nothing") {
    const CommandData data;
    const std::string input =
        line(in_append(append_1) + ",\"expectedVersion\":0", opened_line) + line(in_append(append_1), contact_line);
    const CommandRun run = data.run({"append"}, {.input = input});
    CHECK(run.code == 0);
    REQUIRE(lines_of(run.out).size() == 1);
    const JsonReading stored(run.out);
    CHECK(stored.number({"count"}) == 2);
    CHECK(stored.text({"appendId"}) == append_1);
    CHECK_FALSE(stored.yes({"repeated"}));

    const CommandRun again = data.run({"append"}, {.input = input});
    CHECK(again.code == 0);
    CHECK(JsonReading(again.out).yes({"repeated"}));
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == "2");
}

TEST_CASE("append: a bad line ends it with its number, and what was stored before is said") {
    const CommandData data;
    const CommandRun run = data.run({"append"}, {.input = line("", opened_line) + "{broken\n" + line("", contact_line)});
    CHECK(run.code == 3);
    const auto answers = lines_of(run.out);
    REQUIRE(answers.size() == 2);
    CHECK(JsonReading(answers[0]).yes({"stored"}));
    const JsonReading bad(answers[1]);
    CHECK_FALSE(bad.yes({"stored"}));
    CHECK(bad.number({"line"}) == 2);
    CHECK(bad.text({"error", "code"}) == "invalid");
    CHECK(run.err == "Gemt: 1 append med 1 hændelser; 0 var gemt i forvejen; 1 fejlede.\n");
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == "1");
}

TEST_CASE("append: an append that goes on in a bad line is not stored by halves") {
    const CommandData data;
    const CommandRun run = data.run(
        {"append"}, {.input = line(in_append(append_1), opened_line) + line(in_append(append_1), R"({"type":"no.such"})")});
    CHECK(run.code == 3);
    CHECK(JsonReading(run.out).number({"line"}) == 2);
    CHECK(JsonReading(run.out).text({"error", "field"}) == "event.type");
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == "0");
}

TEST_CASE("append: a wrong expected version is a conflict, --keep-going goes on after it") {
    const CommandData data;
    const std::string input =
        line("", opened_line) + line(",\"expectedVersion\":7", contact_line) + line(",\"expectedVersion\":\"1\"", contact_line);
    const CommandRun stops =
        data.run({"append"}, {.input = line("", opened_line) + line(",\"expectedVersion\":7", contact_line)});
    CHECK(stops.code == 3);
    CHECK(JsonReading(lines_of(stops.out).at(1)).text({"error", "code"}) == "conflict");

    const CommandData other;
    const CommandRun goes_on = other.run({"append", "--keep-going"}, {.input = input});
    CHECK(goes_on.code == 3);
    REQUIRE(lines_of(goes_on.out).size() == 3);
    CHECK(JsonReading(lines_of(goes_on.out)[2]).yes({"stored"}));
}

TEST_CASE("append: a rule that refuses is named") {
    const CommandData data;
    const CommandRun run = data.run({"append"}, {.input = line("", contact_line)});
    CHECK(run.code == 3);
    CHECK(JsonReading(run.out).text({"error", "code"}) == "refused");
    CHECK_FALSE(JsonReading(run.out).text({"error", "rule"}).empty());
}

TEST_CASE("append: when an event is recorded cannot be said, and unknown fields are refused by name") {
    HouseJson json;
    const auto recorded = read_append_line(json, line(R"(,"recordedAt":"2020-01-01T00:00:00Z")", opened_line), 1);
    REQUIRE_FALSE(recorded);
    CHECK(recorded.error().field == "recordedAt");
    const auto unknown = read_append_line(json, line(R"(,"expectedversion":1)", opened_line), 1);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().field == "expectedversion");
    const auto kind = read_append_line(json, R"({"stream":{"kind":"case","id":"x"},"event":{}})", 1);
    REQUIRE_FALSE(kind);
    CHECK(kind.error().field.starts_with("stream"));
    CHECK_FALSE(read_append_line(json, line(",\"expectedVersion\":-1", opened_line), 1));
    CHECK_FALSE(read_append_line(json, line(",\"expectedVersion\":1.5", opened_line), 1));
}

TEST_CASE("append: no message quotes what stood in the line") {
    const CommandData data;
    for (const std::string& input :
         {std::string("{\"hemmelig canary\n"),
          line("", R"({"type":"case.opened","payload":{"municipality":"hemmelig canary"}})"),
          line("", R"({"type":"case.opened","occurredAt":"hemmelig canary","payload":{}})")}) {
        const CommandRun run = data.run({"append"}, {.input = input});
        CHECK(run.code == 3);
        CHECK(run.out.find("canary") == std::string::npos);
        CHECK(run.err.find("canary") == std::string::npos);
    }
}

TEST_CASE("append: reads a file, binds names, and a bound name finds its case") {
    const CommandData data;
    std::ofstream(data.file("events.ndjson")) << line(R"(,"bindings":[{"scope":"case","identifier":"anna"}])", opened_line);
    CHECK(data.run({"append", data.file("events.ndjson"), "--quiet"}).err.empty());
    CHECK(data.run({"append", data.file("absent.ndjson")}).code == 3);
    const CommandRun tail = data.run({"tail", "--case", "anna", "--from", "0", "--until-now", "--json"});
    CHECK(tail.code == 0);
    CHECK(JsonReading(tail.out).text({"event", "type"}) == "case.opened");
    CHECK(data.run({"tail", "--case", "nobody", "--from", "0", "--until-now"}).code == 3);
}

TEST_CASE("append: what tail prints can be appended elsewhere") {
    const CommandData data;
    REQUIRE(data.run({"append"}, {.input = line("", opened_line)}).code == 0);
    const JsonReading printed(data.run({"tail", "--from", "0", "--until-now", "--json"}).out);
    const kj::String event = capnp::JsonCodec().encodeRaw(printed.at({"event"}));
    const CommandData other;
    CHECK(other.run({"append"}, {.input = line("", std::string(event.cStr()))}).code == 0);
}

TEST_CASE("append: Ctrl-C ends it with 130 before anything more is sent") {
    const CommandData data;
    const CommandRun run = data.run({"append"}, {.input = line("", opened_line), .stopped = true});
    CHECK(run.code == 130);
    CHECK(JsonReading(data.run({"status", "--json"}).out).text({"head"}) == "0");
}
