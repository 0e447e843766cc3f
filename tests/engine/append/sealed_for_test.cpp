#include <doctest/doctest.h>

#include <future>

#include "events/schema/correction.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"
#include "tests/engine/held_append_thread.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

CheckedEvent note() {
    return event_with_personal<ContactHeld, ContactHeldPersonal>(
        "2026-01-06", [](ContactHeld::Builder contact) { contact.setChannel("sms"); },
        [](ContactHeldPersonal::Builder personal) { personal.setNote("made up"); });
}

CheckedEvent opening_corrected_to(std::uint64_t citizen, const Uuid& opening) {
    return event<EventCorrected>("2026-01-07", [&](EventCorrected::Builder payload) {
        payload.initTarget().setHigh(opening.high());
        payload.getTarget().setLow(opening.low());
        payload.setTargetType("case.opened");
        payload.setReason("typing_error");
        auto corrected = payload.getPayload().initAs<CaseOpened>();
        corrected.getSubject().setHigh(id(citizen).high());
        corrected.getSubject().setLow(id(citizen).low());
    });
}

// An engine with a group that is durable and not yet answered: what is appended now is sequenced only afterwards.
struct HeldEngine : EngineFixture {
    HeldEngine() : held(*engine) {
        append(request(100, on(case_stream(100), opened(9))));
        held.wait_until_held();
    }
    std::future<AppendOutcome> append(AppendRequest request) {
        auto outcome = std::make_shared<std::promise<AppendOutcome>>();
        auto future = outcome->get_future();
        engine->append(std::move(request), [outcome](AppendOutcome result) { outcome->set_value(std::move(result)); });
        return future;
    }
    /// Whom the sealed part of a case's event concerns, and that its key opens it.
    Uuid sealed_for(StreamId stream, std::uint64_t version) {
        const auto page = engine->read_stream(stream, {version}, Direction::forwards, {}).value();
        const auto parts = engine->unseal(page.events.front(), test_receipt()).value();
        REQUIRE(parts.size() == 1);
        return parts.front().subject;
    }
    HeldAppendThread held;
};

}  // namespace

TEST_CASE_FIXTURE(HeldEngine, "an event sent while its case's opening is under way is sealed for the citizen, not for the case") {
    auto opening = append(request(1, on(case_stream(1), opened(9))));
    auto event = append(request(2, on(case_stream(1), note())));
    held.let_go();
    REQUIRE(opening.get().has_value());
    REQUIRE(event.get().has_value());
    CHECK(sealed_for(case_stream(1), 2) == id(9));
}

TEST_CASE_FIXTURE(HeldEngine, "an event prepared for the citizen of a refused opening is sealed again for the one of the accepted") {
    AppendRequest mistaken = request(1, on(case_stream(1), opened(7)));
    mistaken.expectations = {{case_stream(1), {3}}};
    auto refused = append(std::move(mistaken));
    auto opening = append(request(2, on(case_stream(1), opened(9))));
    auto event = append(request(3, on(case_stream(1), note())));
    held.let_go();
    CHECK(refused.get().error().kind == ErrorKind::conflict);
    REQUIRE(opening.get().has_value());
    REQUIRE(event.get().has_value());
    CHECK(sealed_for(case_stream(1), 2) == id(9));
    REQUIRE(engine->append_and_wait(request(4, on(case_stream(1), note()))).has_value());
    CHECK(sealed_for(case_stream(1), 3) == id(9));
}

TEST_CASE_FIXTURE(HeldEngine, "an event sent while a correction of the opening is under way is sealed for the right citizen") {
    auto opening = append(request(1, on(case_stream(1), opened(7))));
    auto correction = append(request(2, on(case_stream(1), opening_corrected_to(9, derive_event_id(id(0x10001), 0)))));
    auto event = append(request(3, on(case_stream(1), note())));
    held.let_go();
    REQUIRE(opening.get().has_value());
    REQUIRE(correction.get().has_value());
    REQUIRE(event.get().has_value());
    CHECK(sealed_for(case_stream(1), 3) == id(9));
    // And a retry of it is known again, although it is sealed with other random bytes.
    CHECK(engine->append_and_wait(request(3, on(case_stream(1), note())))->repeated);
}
