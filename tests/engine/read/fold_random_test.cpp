// The fold against its own definition, on random histories seen from random pairs of dates.
#include <doctest/doctest.h>

#include "engine/read/fold.hpp"
#include "events/schema/contact.capnp.h"
#include "events/schema/goal.capnp.h"
#include "tests/engine/random_history.hpp"

namespace forloeb::testing {
namespace {

std::vector<EventView> stored(const std::vector<PlainEvent>& events) {
    std::vector<EventView> views;
    for (const PlainEvent& event : events) {
        views.push_back(SketchedEvent(event.number, event.line()).stored(event.number));
    }
    return views;
}

std::string reference_of(const EffectiveEvent& event) {
    if (event.is<GoalAgreed>()) return event.as<GoalAgreed>().getGoal().cStr();
    if (event.is<ContactHeld>()) return event.as<ContactHeld>().getChannel().cStr();
    return "";
}

void compare(const History& history, const PlainFold& plain, std::optional<Instant> occurred_by) {
    std::vector<std::uint64_t> versions;
    std::size_t corrected = 0;
    for (const EffectiveEvent& event : history.effective) {
        const PlainEvent& original = plain.known()[event.leaf().version.value - 1];
        const auto corrections = plain.corrections_of(original);
        versions.push_back(original.number);
        corrected += corrections.empty() ? 0 : 1;
        CHECK((event.correction == nullptr) == corrections.empty());
        if (event.correction != nullptr) CHECK(event.correction->leaf().version.value == corrections.back()->number);
        if (original.type != "note.recorded") CHECK(reference_of(event) == plain.reference(original));
    }
    CHECK(versions == plain.effective(occurred_by));
    CHECK(history.corrected == corrected);
    std::size_t retracted = 0;
    std::size_t without_effect = 0;
    for (const PlainEvent& event : plain.known()) {
        const bool amends = event.corrects() || event.retracts();
        retracted += !amends && !plain.holds(event) ? 1 : 0;
        without_effect += amends && !plain.has_effect(event) ? 1 : 0;
    }
    CHECK(history.retracted == retracted);
    CHECK(history.without_effect == without_effect);
}

TEST_CASE("the fold agrees with its definition on random histories at random pairs of dates") {
    std::size_t corrected = 0;
    std::size_t retracted = 0;
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        RandomHistory random(seed, 5 + seed % 36);
        for (int pair = 0; pair < 4; ++pair) {
            const std::size_t known = random.below(static_cast<std::uint32_t>(random.events().size()) + 1);
            CAPTURE(known);
            const std::vector<PlainEvent> prefix(random.events().begin(),
                                                 random.events().begin() + static_cast<std::ptrdiff_t>(known));
            std::optional<Instant> occurred_by;
            if (random.below(3) != 0) {
                const std::string day = "2026-0" + std::to_string(1 + random.below(3)) + "-0" + std::to_string(1 + random.below(4));
                occurred_by = parse_as_of(day + "T1" + std::to_string(random.below(3)) + ":00:00+01:00").value();
            }
            std::vector<std::uint64_t> imports;
            if (random.below(3) == 0) imports.push_back(1 + random.below(2));
            std::vector<Uuid> import_ids;
            for (const std::uint64_t import : imports) import_ids.push_back(sketched_id(import));

            const History history = fold_as_of(stored(prefix), import_ids, occurred_by);
            compare(history, PlainFold(prefix, imports), occurred_by);
            corrected += history.corrected;
            retracted += history.retracted;
        }
    }
    CHECK(corrected > 100);  // the histories are worth something
    CHECK(retracted > 100);
}

}  // namespace
}  // namespace forloeb::testing
