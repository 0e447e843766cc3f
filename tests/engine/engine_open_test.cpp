#include <doctest/doctest.h>

#include <fstream>

#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

// Every byte under a directory, for looking for what must not be there.
std::string everything_under(const std::filesystem::path& directory) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

// The same event, said to come from an import run.
CheckedEvent of_batch(CheckedEvent event, const Uuid& batch) {
    MessageReader reader(event.proposal);
    capnp::MallocMessageBuilder message;
    message.setRoot(reader.root<ProposedEvent>());
    auto source = message.getRoot<ProposedEvent>().getEnvelope().initSource();
    source.setSystem("register");
    source.setPosition(1);
    source.getBatch().setHigh(batch.high());
    source.getBatch().setLow(batch.low());
    auto checked = check_proposal(message.getRoot<ProposedEvent>().asReader(), StreamKind::case_);
    REQUIRE_MESSAGE(checked.has_value(), checked.error().message);
    return std::move(*checked);
}

}  // namespace

TEST_CASE_FIXTURE(EngineFixture, "a second engine on the same directory is refused") {
    const auto second = Engine::open(options(), environment());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().kind == ErrorKind::conflict);
}

TEST_CASE_FIXTURE(EngineFixture, "another controller, a newer format, and a strange or missing key folder are refused by name") {
    engine.reset();
    EngineOptions other = options();
    other.controller = "kommune-101";
    CHECK(Engine::open(other, environment()).error().kind == ErrorKind::conflict);

    const auto keys = directory.path() / "data.keys", away = directory.path() / "away";
    std::filesystem::rename(keys, away);
    CHECK(Engine::open(options(), environment()).error().kind == ErrorKind::not_found);
    CHECK_FALSE(std::filesystem::exists(keys));  // never made anew for a directory that had one

    TemporaryDirectory elsewhere;
    EngineOptions fresh;
    fresh.data = elsewhere.path() / "data";
    REQUIRE(Engine::open(fresh, environment()).has_value());
    EngineOptions strange = options();
    strange.keys = elsewhere.path() / "data.keys";
    CHECK(Engine::open(strange, environment()).error().kind == ErrorKind::conflict);
    std::filesystem::rename(away, keys);

    std::ofstream(directory.path() / "data" / "FORMAT") << "forloeb data directory\nformat 2\ncontroller local\norigin x\nkeys x\n";
    const auto newer = Engine::open(options(), environment());
    CHECK(newer.error().kind == ErrorKind::unsupported);
    CHECK(newer.error().message.find("format 2") != std::string::npos);
}

TEST_CASE_FIXTURE(EngineFixture, "a directory keeps the origin it was made with") {
    engine.reset();
    EngineOptions renamed = options();
    renamed.origin = "elsewhere/case-log";
    const auto reopened = Engine::open(renamed, environment());
    REQUIRE(reopened.has_value());
    CHECK((*reopened)->options().origin == "local/case-log");
}

TEST_CASE_FIXTURE(EngineFixture, "personal text is nowhere on the disk, clear codes are, and unsealing gives it back") {
    const std::string canary = "kanariefuglen synger i dag";
    const auto stored = engine->append_and_wait(
        request(1, on(case_stream(1), opened(9), event_with_personal<NoteRecorded, NoteRecordedPersonal>(
                                                     "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("klarkodekanarie"); },
                                                     [&canary](NoteRecordedPersonal::Builder personal) {
                                                         personal.setText(canary);
                                                         personal.setHealth("en diagnose som kanarie");
                                                     }))));
    REQUIRE_MESSAGE(stored.has_value(), stored.error().message);
    engine.reset();
    const std::string disk = everything_under(directory.path());
    CHECK(disk.find("klarkodekanarie") != std::string::npos);  // the search does find what is in the clear
    CHECK(disk.find("kanariefuglen") == std::string::npos);
    CHECK(disk.find("diagnose") == std::string::npos);

    open();
    const auto page = engine->read_stream(case_stream(1), {2}, Direction::forwards, {}).value();
    REQUIRE(page.events.size() == 1);
    CHECK(page.events[0].stored().getSegments().size() == 2);  // one per sensitivity class
    const auto parts = engine->unseal(page.events[0], test_receipt());
    REQUIRE_MESSAGE(parts.has_value(), parts.error().message);
    REQUIRE(parts->size() == 1);
    CHECK(parts->front().subject == id(9));  // the citizen named by the opening
    MessageReader reader(parts->front().fields);
    CHECK(std::string(reader.root<NoteRecordedPersonal>().getText().cStr()) == canary);
    CHECK(reader.root<NoteRecordedPersonal>().getHealth() == "en diagnose som kanarie");
}

TEST_CASE_FIXTURE(EngineFixture, "history answers as of two clocks, with late, corrected and retracted events") {
    set_clock("2026-01-10T12:00:00Z");
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9), contact("2026-01-06")))).has_value());
    set_clock("2026-02-10T12:00:00Z");
    REQUIRE(engine->append_and_wait(request(2, on(case_stream(1), contact("2026-01-07", "telefon")))).has_value());  // late
    set_clock("2026-03-10T12:00:00Z");
    CheckedEvent correction = event<EventCorrected>("2026-03-10", [](EventCorrected::Builder payload) {
        const Uuid target = derive_event_id(id(0x10001), 1);
        payload.getTarget().setHigh(target.high());
        payload.getTarget().setLow(target.low());
        payload.setTargetType("contact.held");
        payload.setReason("wrong_channel");
        payload.getPayload().initAs<ContactHeld>().setChannel("video");
    });
    AppendRequest correct = request(3);
    correct.writes.push_back({case_stream(1), {}});
    correct.writes[0].events.push_back(std::move(correction));
    const auto corrected = engine->append_and_wait(std::move(correct));
    REQUIRE_MESSAGE(corrected.has_value(), corrected.error().message);

    const auto known = [this](const char* when) { return engine->history(case_stream(1), {std::nullopt, at(when), Clock::recorded}).value(); };
    CHECK(known("2026-01-01T00:00:00Z").effective.empty());
    CHECK(known("2026-01-31T00:00:00Z").effective.size() == 2);
    const History february = known("2026-02-28T00:00:00Z");
    REQUIRE(february.effective.size() == 3);
    CHECK(february.effective[1].as<ContactHeld>().getChannel() == "sms");
    const History now = engine->history(case_stream(1), {}).value();
    REQUIRE(now.effective.size() == 3);
    CHECK(now.effective[1].as<ContactHeld>().getChannel() == "video");
    CHECK(now.effective[2].as<ContactHeld>().getChannel() == "telefon");
    CHECK(now.stored.size() == 4);
    CHECK(engine->history(case_stream(1), {at("2026-01-06T23:59:59+01:00"), std::nullopt, Clock::recorded}).value().effective.size() == 2);
}

TEST_CASE_FIXTURE(EngineFixture, "a retracted import does not hold, its originals stay, and retracting the retraction restores it") {
    const Uuid batch = id(77);
    AppendRequest import = request(1, on(case_stream(1), opened(9)));
    import.writes[0].events.push_back(of_batch(contact(), batch));
    import.imported = true;
    REQUIRE(engine->append_and_wait(std::move(import)).has_value());
    CHECK(engine->history(case_stream(1), {}).value().effective.size() == 2);

    const StreamId governance{StreamKind::governance, id(500)};
    REQUIRE(engine->append_and_wait(request(2, on(governance, event<ImportRetracted>("2026-02-01", [&batch](ImportRetracted::Builder payload) {
                                                  payload.getBatch().setHigh(batch.high());
                                                  payload.getBatch().setLow(batch.low());
                                              }, StreamKind::governance)))).has_value());
    const Uuid retraction = derive_event_id(id(0x10002), 0);
    for (int opening = 0; opening < 2; ++opening) {
        const History history = engine->history(case_stream(1), {}).value();
        CHECK(history.effective.size() == 1);
        CHECK(history.stored.size() == 2);
        CHECK(engine->retracted_imports({2}).empty());  // not known yet when only the import was
        open();
    }
    REQUIRE(engine->append_and_wait(request(3, on(governance, event<EventRetracted>("2026-02-02", [&retraction](EventRetracted::Builder payload) {
                                                  payload.getTarget().setHigh(retraction.high());
                                                  payload.getTarget().setLow(retraction.low());
                                              }, StreamKind::governance)))).has_value());
    CHECK(engine->history(case_stream(1), {}).value().effective.size() == 2);
    CHECK(engine->retracted_imports({3}) == std::vector{batch});
    open();
    CHECK(engine->history(case_stream(1), {}).value().effective.size() == 2);
}
