#include <doctest/doctest.h>

#include "engine/engine.hpp"
#include "engine/read/case_subjects.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

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

// What a closed engine's directory says of its cases.
struct StoredCases : EngineFixture {
    std::unique_ptr<Store> store;
    void close() {
        engine.reset();
        auto opened = Store::open(options().data / "log", nullptr, false);
        REQUIRE(opened.has_value());
        store = std::move(*opened);
    }
};

}  // namespace

TEST_CASE_FIXTURE(StoredCases, "a case is about the citizen its opening names, or the one a correction of it names") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9), contact()))).has_value());
    REQUIRE(engine->append_and_wait(request(2, on(case_stream(2), opened(9)))).has_value());
    const auto corrected = engine->append_and_wait(request(3, on(case_stream(2), opening_corrected_to(8, derive_event_id(id(0x10002), 0)))));
    REQUIRE_MESSAGE(corrected.has_value(), corrected.error().message);
    close();
    const CaseSubjects subjects(*store);
    CHECK(subjects.of(case_stream(1)).value() == id(9));
    CHECK(subjects.of(case_stream(2)).value() == id(8));
    CHECK(subjects.of(case_stream(3)).value().is_nil());
    CHECK(subjects.of(case_stream(1)).value() == id(9));  // remembered
}

TEST_CASE_FIXTURE(StoredCases, "an opening under way counts until somebody knows better, and never against what is known") {
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    close();
    CaseSubjects subjects(*store);
    CHECK(subjects.of(case_stream(1)).value() == id(9));
    subjects.expect(case_stream(1), id(7));
    CHECK(subjects.of(case_stream(1)).value() == id(9));
    CHECK(subjects.of(case_stream(2)).value().is_nil());
    subjects.expect(case_stream(2), id(7));
    CHECK(subjects.of(case_stream(2)).value() == id(7));
    subjects.learn(case_stream(2), id(6));
    CHECK(subjects.of(case_stream(2)).value() == id(6));
}
