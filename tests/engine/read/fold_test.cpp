// The as-of fold at every boundary of engine/read/fold.hpp.
#include <doctest/doctest.h>

#include "engine/read/fold.hpp"
#include "events/schema/contact.capnp.h"
#include "events/schema/goal.capnp.h"
#include "tests/engine/sketched_event.hpp"

namespace forloeb::testing {
namespace {

Instant instant(const char* text) { return parse_when(text).value().at; }

// The lines as a stream: the n-th line is version n and has the id "#n".
std::vector<EventView> stream(const std::vector<std::string>& lines) {
    std::vector<EventView> events;
    for (const std::string& line : lines) {
        const std::uint64_t version = events.size() + 1;
        const bool personal = line.ends_with(" (personal)");
        const SketchedEvent event(version, personal ? line.substr(0, line.size() - 11) : line);
        events.push_back(event.stored(version, personal ? 1 : 0));
    }
    return events;
}

History fold(const std::vector<std::string>& lines, std::optional<Instant> occurred_by = {},
             const std::vector<Uuid>& retracted_imports = {}) {
    return fold_as_of(stream(lines), retracted_imports, occurred_by);
}

// The versions of the effective events, in order.
std::vector<std::uint64_t> versions(const History& history) {
    std::vector<std::uint64_t> list;
    for (const EffectiveEvent& event : history.effective) list.push_back(event.leaf().version.value);
    return list;
}

using Versions = std::vector<std::uint64_t>;

std::string channel(const EffectiveEvent& event) { return event.as<ContactHeld>().getChannel().cStr(); }

TEST_CASE("without corrections the events stand in order of occurrence, ties in order of writing") {
    const History history = fold({
        "2026-01-05T12:00:00+01:00 contact.held",
        "2026-01-05 contact.held",
        "2026-01 contact.held",
        "unknown contact.held",
        "2026-01-05T11:00:00Z contact.held",  // the same instant as the first
        "2026-01-05 contact.held",
        "2026-01-01T00:00:00+01:00 contact.held",  // the start of the third's month
    });
    CHECK(versions(history) == Versions{4, 3, 7, 2, 6, 1, 5});
    CHECK(history.stored.size() == 7);
    CHECK(history.retracted == 0);
    CHECK(history.corrected == 0);
    CHECK(history.without_effect == 0);
}

TEST_CASE("an empty stream folds to an empty history") {
    const History history = fold({});
    CHECK(history.effective.empty());
    CHECK(history.stored.empty());
}

TEST_CASE("'occurred by' includes its own instant and nothing after it") {
    const std::vector<std::string> lines = {"2026-01-05T12:00:00+01:00 contact.held", "2026-01-06 contact.held",
                                            "2026-02 contact.held", "unknown contact.held"};
    CHECK(versions(fold(lines, instant("2026-01-05T12:00:00+01:00"))) == Versions{4, 1});
    CHECK(versions(fold(lines, instant("2026-01-05T11:59:59+01:00"))) == Versions{4});
    CHECK(versions(fold(lines, instant("2026-01-06T00:00:00+01:00"))) == Versions{4, 1, 2});
    CHECK(versions(fold(lines, instant("2026-01-05T23:59:59+01:00"))) == Versions{4, 1});
    CHECK(versions(fold(lines, instant("2026-01-31T23:59:59+01:00"))) == Versions{4, 1, 2});
    CHECK(versions(fold(lines, instant("2026-02-01T00:00:00+01:00"))) == Versions{4, 1, 2, 3});
}

TEST_CASE("a date as bound means the end of that local day, also when the clocks change") {
    const std::vector<std::string> lines = {"2026-03-29T21:59:59Z contact.held", "2026-03-29T22:00:00Z contact.held",
                                            "2026-10-25T22:59:59Z contact.held", "2026-10-25T23:00:00Z contact.held"};
    CHECK(versions(fold(lines, parse_as_of("2026-03-29").value())) == Versions{1});
    CHECK(versions(fold(lines, parse_as_of("2026-10-25").value())) == Versions{1, 2, 3});
}

TEST_CASE("a correction replaces the payload whole and leaves the event in its place") {
    const History history = fold({
        "2026-01-05 contact.held channel=phone minutes=20",
        "2026-01-06 contact.held",
        "2026-02-01 event.corrected target=#1 targetType=contact.held payload.channel=sms",
    });
    REQUIRE(versions(history) == Versions{1, 2});
    CHECK(channel(history.effective[0]) == "sms");
    CHECK(history.effective[0].as<ContactHeld>().getMinutes() == -1);  // not said any more
    CHECK(history.effective[0].correction->leaf().version.value == 3);
    CHECK(history.effective[1].correction == nullptr);
    CHECK(history.corrected == 1);
    CHECK(history.stored.size() == 3);
}

TEST_CASE("a correction that names a time moves the event, also across 'occurred by'") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held channel=phone",
        "2026-01-06 contact.held",
        "2026-02-01 event.corrected target=#1 targetType=contact.held occurredAt=2026-01-07 payload.channel=phone",
    };
    CHECK(versions(fold(lines)) == Versions{2, 1});
    const History before = fold(lines, parse_as_of("2026-01-06").value());
    CHECK(versions(before) == Versions{2});
    CHECK(before.corrected == 0);  // the corrected one is not shown
    CHECK(versions(fold(lines, parse_as_of("2026-01-07").value())) == Versions{2, 1});
}

TEST_CASE("when a correction itself was made does not matter for the order of occurrence") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held channel=phone",
        "2026-02-01 event.corrected target=#1 targetType=contact.held payload.channel=sms",
    };
    const History history = fold(lines, parse_as_of("2026-01-05").value());
    REQUIRE(versions(history) == Versions{1});
    CHECK(channel(history.effective[0]) == "sms");  // known now; what was known then is the prefix's business
}

TEST_CASE("of several corrections the last wins, for the payload and for the time each") {
    const History history = fold({
        "2026-01-05 contact.held channel=phone",
        "2026-01-06 contact.held",
        "2026-02-01 event.corrected target=#1 targetType=contact.held occurredAt=2026-01-09 payload.channel=sms",
        "2026-02-02 event.corrected target=#1 targetType=contact.held payload.channel=video",
    });
    REQUIRE(versions(history) == Versions{2, 1});
    CHECK(channel(history.effective[1]) == "video");
    CHECK(format_when(history.effective[1].occurred) == "2026-01-09");
    CHECK(history.corrected == 1);
}

TEST_CASE("retracting a correction restores what was before it") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held channel=phone",
        "2026-02-01 event.corrected target=#1 targetType=contact.held occurredAt=2026-01-09 payload.channel=sms",
        "2026-02-02 event.corrected target=#1 targetType=contact.held payload.channel=video",
        "2026-02-03 event.retracted target=#3",
        "2026-02-04 event.retracted target=#2",
    };
    const auto first = [&](std::size_t known) {
        const History history = fold({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(known)});
        REQUIRE(history.effective.size() == 1);
        return channel(history.effective[0]) + " " + format_when(history.effective[0].occurred);
    };
    CHECK(first(1) == "phone 2026-01-05");
    CHECK(first(2) == "sms 2026-01-09");
    CHECK(first(3) == "video 2026-01-09");
    CHECK(first(4) == "sms 2026-01-09");
    CHECK(first(5) == "phone 2026-01-05");
}

TEST_CASE("retracting the older of two corrections leaves the newer in force") {
    const History history = fold({
        "2026-01-05 contact.held channel=phone",
        "2026-02-01 event.corrected target=#1 targetType=contact.held occurredAt=2026-01-09 payload.channel=sms",
        "2026-02-02 event.corrected target=#1 targetType=contact.held payload.channel=video",
        "2026-02-03 event.retracted target=#2",
    });
    CHECK(channel(history.effective[0]) == "video");
    CHECK(format_when(history.effective[0].occurred) == "2026-01-05");
}

TEST_CASE("a retracted event is left out and counted, retracting the retraction restores it, and so on") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held",           "2026-02-01 event.retracted target=#1", "2026-02-02 event.retracted target=#2",
        "2026-02-03 event.retracted target=#3", "2026-02-04 event.retracted target=#4",
    };
    for (std::size_t known = 1; known <= lines.size(); ++known) {
        CAPTURE(known);
        const History history = fold({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(known)});
        CHECK(history.effective.size() == known % 2);
        CHECK(history.retracted == 1 - known % 2);
        CHECK(history.stored.size() == known);
    }
}

TEST_CASE("of two retractions of one event the other still stands when one is retracted") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held",
        "2026-02-01 event.retracted target=#1",
        "2026-02-02 event.retracted target=#1",
        "2026-02-03 event.retracted target=#2",
        "2026-02-04 event.retracted target=#3",
    };
    CHECK(fold({lines.begin(), lines.begin() + 4}).effective.empty());
    CHECK(fold(lines).effective.size() == 1);
}

TEST_CASE("a correction of a retracted event shows when the event is restored") {
    const History history = fold({
        "2026-01-05 contact.held channel=phone",
        "2026-02-01 event.retracted target=#1",
        "2026-02-02 event.corrected target=#1 targetType=contact.held payload.channel=sms",
        "2026-02-03 event.retracted target=#2",
    });
    REQUIRE(history.effective.size() == 1);
    CHECK(channel(history.effective[0]) == "sms");
}

TEST_CASE("a correction of a correction or of a retraction has no effect and is counted") {
    const History history = fold({
        "2026-01-05 contact.held channel=phone",
        "2026-02-01 event.corrected target=#1 targetType=contact.held payload.channel=sms",
        "2026-02-02 event.corrected target=#2 targetType=contact.held payload.channel=video",
        "2026-02-02 event.corrected target=#2 targetType=event.corrected",
        "2026-02-03 contact.held",
        "2026-02-03 event.retracted target=#5",
        "2026-02-04 event.corrected target=#6 targetType=event.retracted payload.target=#1",
    });
    REQUIRE(versions(history) == Versions{1});
    CHECK(channel(history.effective[0]) == "sms");
    CHECK(history.without_effect == 3);
}

TEST_CASE("an unknown, later or other-typed target has no effect and is counted") {
    const History history = fold({
        "2026-01-05 event.retracted target=#3",  // not yet there
        "2026-01-05 event.retracted target=#99",
        "2026-01-05 contact.held channel=phone",
        "2026-02-01 event.corrected target=#3 targetType=contact.attempted payload.channel=sms",
        "2026-02-01 event.corrected target=#99 targetType=contact.held payload.channel=sms",
        "2026-02-01 event.retracted target=#6",  // itself
    });
    REQUIRE(versions(history) == Versions{3});
    CHECK(channel(history.effective[0]) == "phone");
    CHECK(history.without_effect == 5);
    CHECK(history.retracted == 0);
}

TEST_CASE("a retracted import takes its events with it, also its corrections and retractions") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held channel=phone",
        "2026-01-06 contact.held batch=#7",
        "2026-01-07 contact.held batch=#8",
        "2026-02-01 event.corrected target=#1 targetType=contact.held payload.channel=sms batch=#7",
        "2026-02-01 event.retracted target=#3 batch=#7",
        "2026-02-01 event.corrected target=#2 targetType=contact.held payload.channel=sms",
    };
    const History before = fold(lines);
    CHECK(versions(before) == Versions{1, 2});
    CHECK(channel(before.effective[0]) == "sms");
    CHECK(before.retracted == 1);

    const History after = fold(lines, {}, {sketched_id(7)});
    CHECK(versions(after) == Versions{1, 3});
    CHECK(channel(after.effective[0]) == "phone");
    CHECK(after.retracted == 1);
    CHECK(after.stored.size() == 6);

    const History both = fold(lines, {}, {sketched_id(8), sketched_id(7)});
    CHECK(versions(both) == Versions{1});
    CHECK(both.retracted == 2);
}

TEST_CASE("retracting an import does not touch events that no import brought") {
    CHECK(versions(fold({"2026-01-05 contact.held"}, {}, {Uuid{}})) == Versions{1});
}

TEST_CASE("a retraction does not restore what a retracted import took away") {
    const History history = fold(
        {
            "2026-01-06 contact.held batch=#7",
            "2026-02-01 event.retracted target=#1",
            "2026-02-02 event.retracted target=#2",
        },
        {}, {sketched_id(7)});
    CHECK(history.effective.empty());
    CHECK(history.retracted == 1);
}

TEST_CASE("the personal parts shown are those of the newest correction that has any") {
    const std::vector<std::string> lines = {
        "2026-01-05 contact.held (personal)",
        "2026-02-01 event.corrected target=#1 targetType=contact.held payload.channel=sms (personal)",
        "2026-02-02 event.corrected target=#1 targetType=contact.held payload.channel=video",
        "2026-02-03 event.retracted target=#2",
    };
    const auto shown = [&](std::size_t known) {
        const History history = fold({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(known)});
        return history.effective[0].personal_source().leaf().version.value;
    };
    CHECK(shown(1) == 1);
    CHECK(shown(2) == 2);
    CHECK(shown(3) == 2);
    CHECK(shown(4) == 1);
}

TEST_CASE("a history keeps its events alive when it is moved") {
    History history = fold({"2026-01-05 contact.held channel=phone",
                            "2026-02-01 event.corrected target=#1 targetType=contact.held payload.channel=sms"});
    const History moved = std::move(history);
    REQUIRE(moved.effective.size() == 1);
    CHECK(channel(moved.effective[0]) == "sms");
    CHECK(moved.effective[0].is<ContactHeld>());
    CHECK_FALSE(moved.effective[0].is<GoalAgreed>());
}

}  // namespace
}  // namespace forloeb::testing
