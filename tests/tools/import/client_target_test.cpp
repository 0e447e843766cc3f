#include "tools/import/client_target.hpp"

#include <doctest/doctest.h>

#include <string>

#include "events/schema/case.capnp.h"
#include "tests/engine/engine_fixture.hpp"
#include "tools/directory/open_directory.hpp"
#include "tools/import/engine_target.hpp"
#include "tools/import/retract.hpp"
#include "tools/import/xes_import.hpp"
#include "tools/xes/generate.hpp"

namespace forloeb {
namespace {

using testing::EngineFixture;

std::string synthetic_log(std::uint32_t cases, std::uint64_t& events) {
    std::string text;
    xes::GenerateOptions options;
    options.cases = cases;
    events = xes::generate(options, [&](std::string_view piece) { text += piece; }).events;
    return text;
}

Mapping mapping() {
    auto loaded = Mapping::load(std::string(FORLOEB_SOURCE_DIR) + "/tools/import/mappings/synthetic.toml");
    REQUIRE(loaded.has_value());
    return std::move(*loaded);
}

ImportReport import_through(ImportTarget& target, const std::string& text, const Mapping& how) {
    xes::MemoryInput input(text);
    ImportReport report = import_xes(input, how, target, {});
    CHECK_MESSAGE(!report.error, (report.error ? report.error->message : ""));
    return report;
}

/// The fixture's directory by a client in this process: every request goes through the protocol.
OpenedDirectory open_again(EngineFixture& fixture) {
    fixture.engine.reset();
    auto opened = open_directory(fixture.options(), fixture.environment());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    return std::move(*opened);
}

TEST_CASE("An import through the protocol stores what an import into the engine stores") {
    std::uint64_t events = 0;
    const std::string text = synthetic_log(150, events);
    const Mapping how = mapping();
    EngineFixture fixture;
    const auto opened = open_again(fixture);
    ClientTarget target(*opened.client, fixture.environment());
    const ImportReport first = import_through(target, text, how);
    CHECK(first.new_events == events);
    CHECK(first.new_cases == 150);
    CHECK(opened.engine->head().next.value == first.appended_events);
    // The two ways to a store agree about what is there already.
    const ImportReport again = import_through(target, text, how);
    CHECK(again.repeated_events == events);
    CHECK(again.appended_events == 0);
    EngineTarget inside(*opened.engine);
    const ImportReport directly = import_through(inside, text, how);
    CHECK(directly.repeated_events == events);
    CHECK(directly.changed.count == 0);
}

TEST_CASE("An import can be taken back through the protocol and brought anew") {
    std::uint64_t events = 0;
    const std::string text = synthetic_log(20, events);
    const Mapping how = mapping();
    EngineFixture fixture;
    const auto opened = open_again(fixture);
    ClientTarget target(*opened.client, fixture.environment());
    const ImportReport first = import_through(target, text, how);
    CHECK(import_through(target, text, how).repeated_events == events);
    CHECK(retract_import(target, target.new_id(), "drift", "wrong_file").error().kind == ErrorKind::not_found);
    CHECK(*retract_import(target, first.batch, "drift", "wrong_file") == Retraction::done);
    CHECK(*retract_import(target, first.batch, "drift", "wrong_file") == Retraction::was_retracted);
    const ImportReport second = import_through(target, text, how);
    CHECK(second.new_cases == 0);
    CHECK(second.new_events == events);
}

TEST_CASE("An append that the engine refuses ends the import with its reason") {
    std::uint64_t events = 0;
    const std::string text = synthetic_log(5, events);
    EngineFixture fixture;
    const auto opened = open_again(fixture);
    ClientTarget target(*opened.client, fixture.environment());
    static_cast<void>(import_through(target, text, mapping()));
    // Somebody binds a case's number to another stream between lookup and append: simulated by binding it twice.
    ImportAppend append{target.new_id(), {}};
    const StreamId stream{StreamKind::case_, target.new_id()};
    append.writes.push_back({stream, StreamVersion{0}, IdentifierBinding{"xes:synthetic", "SYN-00001", stream}, {}});
    ReadyEvent event;
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType("external.recorded");
    write_moment(proposal.initEnvelope().initOccurredAt(), parse_when("2026-01-05").value());
    proposal.getEnvelope().initActor().setPseudonym("drift");
    proposal.getPayload().initAs<ExternalRecorded>();
    event.proposal = canonical(proposal.asReader());
    append.writes.back().events.push_back(std::move(event));
    const Status handed_over = target.append(std::move(append));
    const Status drained = target.drain();
    REQUIRE_FALSE(drained.has_value());
    CHECK(drained.error().kind == ErrorKind::conflict);
    CHECK_FALSE(target.append({target.new_id(), {}}).has_value());
}

}  // namespace
}  // namespace forloeb
