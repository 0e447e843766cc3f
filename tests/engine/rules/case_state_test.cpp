// The state the rules rest on: kept in step with the fold, undone exactly, and cheap to keep.
#include <doctest/doctest.h>

#include <algorithm>

#include "engine/read/fold.hpp"
#include "engine/rules/rules.hpp"
#include "tests/engine/random_history.hpp"

namespace forloeb::testing {
namespace {

// Everything the rules can see of the goals and the case, as text.
std::string describe(const CaseState& state) {
    std::string text = std::to_string(state.size()) + ":";
    for (FactIndex i = 0; i < state.size(); ++i) {
        const Fact& fact = state.fact(i);
        text += " " + std::to_string(i) + (fact.holds ? "+" : "-") + format_when(fact.content.occurred.at) + "/" +
                std::to_string(fact.content.subject) + "/" + std::to_string(fact.content.person) + "/" +
                std::to_string(fact.content.until.days) + "/" + std::to_string(state.retraction_of(i));
    }
    for (SubjectNumber subject = 0; subject < 8; ++subject) {
        for (const ThreadKind kind : {ThreadKind::goal, ThreadKind::case_}) {
            text += "\n";
            for (const FactIndex i : state.thread(kind, subject).steps) text += " " + std::to_string(i);
            text += " |";
            for (const FactIndex i : state.thread(kind, subject).uses) text += " " + std::to_string(i);
        }
    }
    return text;
}

TEST_CASE("a state says of every event what the fold says, whatever was corrected or retracted") {
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        const RandomHistory random(seed, 40);
        std::vector<EventView> events;
        for (const PlainEvent& event : random.events()) {
            events.push_back(SketchedEvent(event.number, event.line()).stored(event.number));
        }
        std::vector<std::uint64_t> imports;
        if (seed % 3 == 0) imports.push_back(1);
        std::vector<Uuid> import_ids;
        for (const std::uint64_t import : imports) import_ids.push_back(sketched_id(import));

        const CaseState state = CaseState::from(StreamKind::case_, events, import_ids);
        const PlainFold plain(random.events(), imports);
        for (const PlainEvent& event : random.events()) {
            CAPTURE(event.line());
            const Fact& fact = state.fact(static_cast<FactIndex>(event.number - 1));
            CHECK(fact.holds == plain.holds(event));
            if (event.corrects() || event.retracts()) {
                CHECK((fact.target != no_fact) == plain.has_effect(event));
            } else {
                const std::string when = plain.occurred(event);
                CHECK(format_when(fact.content.occurred.at) == (when == "unknown" ? "" : format_when(parse_when(when).value())));
            }
        }
    }
}

TEST_CASE("undoing takes back exactly what was applied, corrections and retractions too") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const RandomHistory random(seed, 30);
        std::vector<SketchedEvent> events;
        for (const PlainEvent& event : random.events()) events.emplace_back(event.number, event.line());

        CaseState state;
        std::vector<std::string> stages = {};
        // The second time round every reference has its number already, so that the descriptions can be compared.
        for (int round = 0; round < 2; ++round) {
            state.undo_to(0);
            stages = {describe(state)};
            for (const SketchedEvent& event : events) {
                state.apply(event.view());
                stages.push_back(describe(state));
            }
        }
        for (std::size_t size = events.size(); size-- > 0;) {
            state.undo_to(size);
            CHECK(describe(state) == stages[size]);
        }
    }
}

TEST_CASE("a state from a history is the state from its events") {
    const RandomHistory random(7, 40);
    std::vector<EventView> events;
    std::vector<EventView> owned;
    for (const PlainEvent& event : random.events()) {
        const SketchedEvent sketch(event.number, event.line());
        events.push_back(sketch.stored(event.number));
        owned.push_back(sketch.stored(event.number));
    }
    const History history = fold_as_of(std::move(owned), {}, {});
    CHECK(describe(CaseState::from(StreamKind::case_, history, {})) == describe(CaseState::from(StreamKind::case_, events, {})));
}

TEST_CASE("later events of a retracted import do not hold either") {
    const std::vector<Uuid> imports = {sketched_id(7)};
    CaseState state = CaseState::from(StreamKind::case_, std::span<const EventView>(), imports);
    state.apply(SketchedEvent(1, "2026-01-05 case.opened batch=#7").view());
    state.apply(SketchedEvent(2, "2026-01-05 case.opened batch=#8").view());
    CHECK_FALSE(state.fact(0).holds);
    CHECK(state.fact(1).holds);
}

TEST_CASE("a refused append leaves the state as it was") {
    CaseState state;
    const SketchedEvent opened(1, "2026-01-05 case.opened");
    const std::vector<ProposedView> opening = {opened.view()};
    REQUIRE(decide_and_apply(state, opening, false).empty());
    const std::string before = describe(state);

    const SketchedEvent contact(2, "2026-01-06 contact.held");
    const SketchedEvent again(3, "2026-01-07 case.opened");
    const std::vector<ProposedView> append = {contact.view(), again.view()};
    const auto objections = decide_and_apply(state, append, false);
    REQUIRE(objections.size() == 1);
    CHECK(objections[0].event == 1);
    CHECK(objections[0].error.rule == "case.opened_once");
    CHECK(describe(state) == before);
}

TEST_CASE("imported history is applied whole, and every event that a rule objects to is named once") {
    CaseState state;
    std::vector<SketchedEvent> events;
    for (const char* line : {"2026-01-05 contact.held", "2026-01-06 case.opened", "2026-01-04 contact.held",
                             "2026-01-07 contact.held", "2026-01-06 case.closed"}) {
        events.emplace_back(events.size() + 1, line);
    }
    std::vector<ProposedView> views;
    for (const SketchedEvent& event : events) views.push_back(event.view());
    const auto objections = decide_and_apply(state, views, true);
    CHECK(state.size() == 5);
    REQUIRE(objections.size() == 3);
    CHECK(objections[0].event == 0);
    CHECK(objections[0].error.rule == "case.opened_first");
    CHECK(objections[1].event == 2);
    CHECK(objections[1].error.rule == "case.open_then");
    CHECK(objections[2].event == 4);
    CHECK(objections[2].error.rule == "case.nothing_after_closing");
}

TEST_CASE("deciding about one event does not change the state and says the same as an append of it") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const RandomHistory random(seed, 30);
        CaseState state;
        state.apply(SketchedEvent(1000, "2026-01-02 case.opened").view());
        for (const PlainEvent& event : random.events()) {
            const SketchedEvent sketch(event.number, event.line());
            const std::string before = describe(state);
            const Status alone = decide(state, sketch.view());
            CHECK(describe(state) == before);
            const std::vector<ProposedView> append = {sketch.view()};
            const auto objections = decide_and_apply(state, append, true);
            REQUIRE(objections.size() == (alone ? 0 : 1));
            if (!alone) CHECK(objections[0].error.message == alone.error().message);
        }
    }
}

TEST_CASE("a refusal names the rule, what it collides with and what would be accepted, and quotes no reference") {
    CaseState state;
    std::vector<SketchedEvent> events;
    events.emplace_back(1, "2026-01-05 case.opened");
    events.emplace_back(2, "2026-01-05 coordinator.assigned person=hemmelig-1");
    for (const SketchedEvent& event : events) state.apply(event.view());
    const Status status = decide(state, SketchedEvent(3, "2026-01-06 coordinator.assigned person=hemmelig-2").view());
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::refused);
    CHECK(status.error().rule == "coordinator.one_active");
    CHECK(status.error().message ==
          "Rule coordinator.one_active: There is at most one coordinator at a time. coordinator.assigned collides with "
          "coordinator.assigned, event 2 of the stream (" + sketched_id(2).text() + "). Accepted would be: "
          "coordinator.released for the other one on that day or before, in the same append if you like.");
    CHECK(status.error().danish ==
          "Der er højst én koordinator ad gangen. »Koordinator udpeget« støder sammen med »Koordinator udpeget«, hændelse nr. 2. "
          "Godtages kan: coordinator.released for den anden samme dag eller før, evt. i samme tilføjelse.");
}

}  // namespace
}  // namespace forloeb::testing
