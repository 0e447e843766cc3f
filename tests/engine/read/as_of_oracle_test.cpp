// The engine's answers as of two clocks against tests/oracle/refold.py, a separate refold over the same history: 1,000
// random pairs of dates over stored events that were late, corrected, retracted and re-retracted, imports among them.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/engine/engine_fixture.hpp"
#include "tests/engine/random_history.hpp"

namespace forloeb::testing {
namespace {

constexpr std::size_t history_events = 120;
constexpr std::size_t pairs = 1000;
const StreamId the_case = case_stream(1);
const StreamId governance{StreamKind::governance, id(2)};

Uuid append_id(std::uint64_t number) { return id(0x20000 + number); }
Uuid event_id(std::uint64_t number) { return derive_event_id(append_id(number), 0); }

// The event as a client would propose it; targets are the ids that the engine will have given.
CheckedEvent proposal_of(const SketchedEvent& sketch, std::uint64_t target) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType(std::string(sketch.type().name));
    proposal.setEnvelope(sketch.view().envelope);
    proposal.getEnvelope().initActor().setPseudonym("koord-1");
    proposal.getPayload().set(sketch.view().payload);
    if (sketch.type().name == "event.corrected") {
        write_id(proposal.getPayload().getAs<EventCorrected>().getTarget(), event_id(target));
    } else if (target != 0) {
        write_id(proposal.getPayload().getAs<EventRetracted>().getTarget(), event_id(target));
    }
    auto checked = check_proposal(proposal.asReader(), StreamKind::case_);
    REQUIRE_MESSAGE(checked.has_value(), checked.error().message);
    return std::move(*checked);
}

void append_one(EngineFixture& fixture, std::uint64_t number, StreamId stream, CheckedEvent event) {
    AppendRequest request;
    request.append_id = append_id(number);
    request.imported = true;  // the rules mark what they would refuse, so that the history may be as odd as it likes
    request.writes.push_back({stream, {}});
    request.writes.back().events.push_back(std::move(event));
    const AppendOutcome outcome = fixture.engine->append_and_wait(std::move(request));
    REQUIRE_MESSAGE(outcome.has_value(), outcome.error().message);
}

void write_history(EngineFixture& fixture, std::uint32_t seed) {
    RandomHistory random(seed, history_events);
    for (PlainEvent event : random.events()) {
        if (event.when == "unknown") event.when = "2026-01-03";  // a proposal says when it was,
        if (event.target_type.starts_with("event.")) event.target_type = "note.recorded";  // and is checked before
        if (random.below(3) != 0) fixture.clock += random.below(3) * 3'600'000'000LL;  // else in the same microsecond
        append_one(fixture, event.number, the_case, proposal_of(SketchedEvent(event.number, event.line()), event.target));
        if (event.number == history_events / 2) {
            append_one(fixture, 9999, governance,
                       testing::event<ImportRetracted>(
                           "2026-01-03", [](ImportRetracted::Builder payload) { write_id(payload.getBatch(), sketched_id(2)); },
                           StreamKind::governance));
        }
    }
}

std::string as_line(const EventView& event) {
    std::ostringstream line;
    const auto text = [](Id16::Reader uuid) { return Uuid::from_halves(uuid.getHigh(), uuid.getLow()).text(); };
    line << R"({"position":)" << event.leaf().position.value << R"(,"version":)" << event.leaf().version.value << R"(,"type":")"
         << event.type().name << R"(","eventId":")" << event.leaf().event_id.text() << R"(","occurredAt":")"
         << format_when(event.occurred()) << R"(","recordedAt":")" << format_instant(event.leaf().recorded_at)
         << R"(","source":{"batch":")" << text(event.envelope().getSource().getBatch()) << R"("},"payload":{)";
    if (event.is<EventCorrected>()) {
        const auto correction = event.as<EventCorrected>();
        line << R"("target":")" << text(correction.getTarget()) << R"(","targetType":")" << correction.getTargetType().cStr()
             << R"(","occurredAt":")" << format_when(read_moment(correction.getOccurredAt())) << '"';
    } else if (event.is<EventRetracted>()) {
        line << R"("target":")" << text(event.as<EventRetracted>().getTarget()) << '"';
    } else if (event.is<ImportRetracted>()) {
        line << R"("batch":")" << text(event.as<ImportRetracted>().getBatch()) << '"';
    }
    line << "}}\n";
    return line.str();
}

void export_stream(const Engine& engine, StreamId stream, const std::filesystem::path& file) {
    std::ofstream out(file);
    const auto events = engine.read_whole_stream(stream);
    REQUIRE(events.has_value());
    for (const EventView& event : *events) out << as_line(event);
}

std::vector<std::string> run(const std::string& arguments) {
    const std::string command = "python3 -B '" FORLOEB_SOURCE_DIR "/tests/oracle/refold.py' " + arguments;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 65536> buffer{};
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) output.append(buffer.data(), got);
    REQUIRE_MESSAGE(::pclose(pipe) == 0, command);
    std::vector<std::string> lines;
    std::istringstream in(output);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::optional<Instant> bound(const std::string& text) {
    if (text == "-") return std::nullopt;
    return parse_as_of(text).value();
}

TEST_CASE("the engine and a separate refold agree at 1,000 random pairs of dates") {
    EngineFixture fixture;
    write_history(fixture, 20260301);
    const auto folder = fixture.directory.path();
    export_stream(*fixture.engine, the_case, folder / "history.ndjson");
    export_stream(*fixture.engine, governance, folder / "governance.ndjson");
    const std::string history_file = "'" + (folder / "history.ndjson").string() + "'";

    const auto drawn = run(history_file + " --draw " + std::to_string(pairs));
    REQUIRE(drawn.size() == pairs);
    std::ofstream pairs_file(folder / "pairs.txt");
    for (const std::string& pair : drawn) pairs_file << pair << '\n';
    pairs_file.close();
    const auto answers = run(history_file + " '" + (folder / "pairs.txt").string() + "' --governance '" +
                             (folder / "governance.ndjson").string() + "'");
    REQUIRE(answers.size() == pairs);

    std::size_t different_lengths = 0;
    std::size_t length = 0;
    std::size_t corrected = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        CAPTURE(drawn[i]);
        const auto space = drawn[i].find(' ');
        const auto history =
            fixture.engine->history(the_case, {.occurred_by = bound(drawn[i].substr(0, space)), .known_at = bound(drawn[i].substr(space + 1))});
        REQUIRE(history.has_value());
        std::string events;
        std::string corrections;
        for (const EffectiveEvent& event : history->effective) {
            const std::string separator = events.empty() ? "" : ", ";
            events += separator + '"' + event.leaf().event_id.text() + '"';
            corrections += separator + '"' + (event.correction != nullptr ? event.correction->leaf().event_id.text() : "") + '"';
            corrected += event.correction != nullptr ? 1 : 0;
        }
        const std::string expected = R"("events": [)" + events + R"(], "corrections": [)" + corrections + "]}";
        CHECK(answers[i].substr(answers[i].find("\"events\"")) == expected);
        different_lengths += history->effective.size() != length ? 1 : 0;
        length = history->effective.size();
    }
    CHECK(different_lengths > pairs / 2);  // the pairs do see different histories,
    CHECK(corrected > pairs);              // and corrected ones
}

}  // namespace
}  // namespace forloeb::testing
