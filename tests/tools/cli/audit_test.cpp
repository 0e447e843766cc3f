// `forloeb audit`: who did, saw and knew what, on the synthetic case of the demo.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr const char* citizen = "01990316-b880-7000-8001-006b6172656e";

struct Audited : CommandData {
    Audited() { REQUIRE(run({"demo", "load"}).code == 0); }

    std::vector<std::string> lines(const std::vector<std::string>& arguments) const {
        const CommandRun ran = run(arguments);
        CAPTURE(ran.err);
        REQUIRE(ran.code == 0);
        std::vector<std::string> out;
        std::istringstream stream(ran.out);
        for (std::string line; std::getline(stream, line);) out.push_back(line);
        return out;
    }
    /// The lines of `audit case karen` that are reads, by operation.
    std::vector<std::string> operations(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--format", "jsonl"});
        std::vector<std::string> out;
        for (const std::string& line : lines(arguments))
            if (const JsonReading entry(line); entry.text({"log"}) == "reads") out.push_back(entry.text({"operation"}));
        return out;
    }
};

}  // namespace

TEST_CASE_FIXTURE(Audited, "audit: what was seen of a case stands between what was done on it, and the question itself is on record") {
    REQUIRE(run({"case", "show", "karen"}).code == 0);
    REQUIRE(run({"case", "history", "karen"}).code == 0);
    CHECK(operations({"audit", "case", "karen"}) == std::vector<std::string>{"query.caseOverview", "query.caseTimeline", "audit.ofCase"});
    CHECK(operations({"audit", "case", "karen"}).size() == 4);
    const auto all = lines({"audit", "case", "karen", "--format", "jsonl"});
    CHECK(JsonReading(all.front()).text({"type"}) == "intake.received");
    CHECK(JsonReading(all.back()).text({"operation"}) == "audit.ofCase");
    const auto some = lines({"audit", "case", "karen", "--format", "jsonl", "--from", "2025-10-20", "--to", "2025-10-20"});
    CHECK(some.size() == 1);
    CHECK(JsonReading(some.front()).text({"type"}) == "event.corrected");
    CHECK(run({"audit", "case", "karen"}).out.find("query.caseOverview") != std::string::npos);
}

TEST_CASE_FIXTURE(Audited, "audit: the citizen's extract names no staff unless that is asked for, which is on record too") {
    REQUIRE(run({"case", "show", "karen"}).code == 0);
    const auto extract = lines({"audit", "subject", citizen, "--format", "jsonl"});
    REQUIRE(extract.size() == 2);
    const JsonReading seen(extract.front());
    CHECK(seen.text({"operation"}) == "query.caseOverview");
    CHECK_FALSE(seen.text({"purpose"}).empty());
    CHECK(extract.front().find("\"actor\"") == std::string::npos);
    CHECK(extract.front().find("actorName") == std::string::npos);
    const auto named = lines({"audit", "subject", citizen, "--with-names", "--format", "jsonl"});
    REQUIRE(named.size() == 3);
    CHECK(named.front().find("actorName") != std::string::npos);
    const auto after = lines({"audit", "subject", citizen, "--format", "jsonl"});
    CHECK(JsonReading(after.at(1)).size({"classes"}) == 0);  // asked without names
    CHECK(JsonReading(after.at(2)).size({"classes"}) == 5);  // asked with them
}

TEST_CASE_FIXTURE(Audited, "audit: everything one actor did, changes to an event and a goal, and what was known when a decision was issued") {
    const auto did = lines({"audit", "actor", "sagsb-1", "--format", "jsonl"});
    CHECK(did.size() > 5);
    for (const std::string& line : did) CHECK(JsonReading(line).text({"actor"}) == "sagsb-1");

    const auto changed = lines({"audit", "changes", "karen", "ab6062b0-af28-8865-a433-b10013867a27", "--format", "jsonl"});
    REQUIRE(changed.size() == 2);
    CHECK(JsonReading(changed[0]).text({"type"}) == "assessment.theme_scored");
    const JsonReading correction(changed[1]);
    CHECK(correction.text({"target"}) == "ab6062b0-af28-8865-a433-b10013867a27");
    CHECK(correction.size({"changes"}) == 1);
    CHECK(correction.text({"changes", "0", "field"}) == "level");
    CHECK(correction.text({"changes", "0", "after"}) == "severe");
    CHECK(lines({"audit", "changes", "karen", "g1", "--format", "jsonl"}).size() >= 2);
    CHECK(run({"audit", "changes", "karen", "no-such-goal"}).code == 3);

    const auto known = lines({"audit", "known-at", "karen", "afg1", "--format", "jsonl"});
    for (const std::string& line : known) CHECK(JsonReading(line).text({"recordedAt"}) <= JsonReading(known.back()).text({"recordedAt"}));
    CHECK(std::ranges::count_if(known, [](const std::string& line) { return line.find("decision.issued") != std::string::npos; }) == 1);
    CHECK(run({"audit", "known-at", "karen", "afg-ingen"}).code == 3);
}

TEST_CASE_FIXTURE(Audited, "audit: late entries, denied attempts and broken glass, with good and bad options") {
    const auto late = lines({"audit", "late", "--days", "1", "--format", "csv"});
    CHECK(late.front().starts_with("log,position,recorded"));
    CHECK(late.size() > 1);
    CHECK(lines({"audit", "late", "--days", "100000", "--format", "csv"}).size() == 1);
    CHECK(lines({"audit", "denied", "--format", "jsonl"}).empty());
    CHECK(lines({"audit", "break-glass", "--format", "jsonl"}).empty());
    CHECK(run({"audit", "denied", "--format", "xml"}).code == 2);
    CHECK(run({"audit", "denied", "--from", "yesterday"}).code != 0);
    CHECK(run({"audit", "subject", "nobody-we-know"}).code == 3);
}

TEST_CASE_FIXTURE(Audited, "audit: a sample is the same for whoever has the root and the records, and another log's root is refused") {
    for (int i = 0; i < 12; ++i) REQUIRE(run({"case", "show", "karen"}).code == 0);
    const CommandRun first = run({"audit", "sample", "--rate", "1", "--format", "jsonl"});
    REQUIRE(first.code == 0);
    const auto records = lines({"audit", "sample", "--rate", "1", "--format", "jsonl"});
    const auto size = static_cast<std::size_t>(std::ranges::count(first.out, '\n'));
    CHECK(size > 12);
    const std::string root = first.err.substr(first.err.find_last_of(' ') + 1, 64);
    const std::string seed = std::to_string(size) + ":" + root;
    const auto here = lines({"audit", "sample", "--checkpoint", seed, "--rate", "0.5", "--format", "jsonl"});
    CHECK(here.size() > 0);
    CHECK(here.size() < size);
    std::ofstream(file("records.jsonl")) << [&] {
        std::string all;
        for (const std::string& line : records) all.append(line).append("\n");
        return all;
    }();
    CHECK(lines({"audit", "sample", "--checkpoint", seed, "--rate", "0.5", "--records", file("records.jsonl")}) == here);
    std::string other = root;
    other[0] = other[0] == '0' ? '1' : '0';
    CHECK(run({"audit", "sample", "--checkpoint", std::to_string(size) + ":" + other, "--rate", "0.5"}).code == 3);
    CHECK(run({"audit", "sample", "--checkpoint", "nothing", "--rate", "0.5"}).code != 0);
    CHECK(run({"audit", "sample", "--rate", "2"}).code != 0);
}

TEST_CASE_FIXTURE(Audited, "audit: FHIR AuditEvents have the fields of IHE's basic audit patterns") {
    REQUIRE(run({"case", "show", "karen"}).code == 0);
    const auto events = lines({"audit", "subject", citizen, "--with-names", "--format", "fhir"});
    REQUIRE(events.size() == 2);
    const JsonReading event(events.front());
    CHECK(event.text({"resourceType"}) == "AuditEvent");
    CHECK(event.text({"meta", "profile", "0"}) == "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead");
    CHECK(event.text({"action"}) == "R");
    CHECK(event.text({"outcome"}) == "0");
    CHECK(event.text({"type", "code"}) == "rest");
    CHECK(event.text({"subtype", "1", "code"}) == "query.caseOverview");
    CHECK(event.yes({"agent", "0", "requestor"}));
    CHECK_FALSE(event.text({"agent", "0", "who", "identifier", "value"}).empty());
    CHECK(event.text({"entity", "0", "what", "identifier", "value"}) == "urn:uuid:" + std::string(citizen));
    CHECK(event.text({"entity", "0", "role", "display"}) == "Patient");
}
