// What a refusal says when something is missing that the event refers to.
#include <doctest/doctest.h>

#include "engine/rules/rules.hpp"
#include "tests/engine/sketched_event.hpp"

namespace forloeb::testing {
namespace {

Error refusal(const std::vector<std::string>& written, const std::string& proposed) {
    CaseState state;
    std::uint64_t number = 0;
    for (const std::string& line : written) state.apply(SketchedEvent(++number, line).view());
    const Status status = decide(state, SketchedEvent(++number, proposed).view());
    REQUIRE_FALSE(status);
    return status.error();
}

TEST_CASE("a refusal of an unknown reference says what kind of thing is not here, and quotes no reference") {
    const std::vector<std::string> opened = {"2026-01-05 case.opened"};
    const auto says = [&](const std::string& proposed, const std::string& what) {
        const Error error = refusal(opened, proposed);
        CHECK(error.rule == "reference.known");
        CHECK(error.message.find("refers to something that is not here: " + what + ".") != std::string::npos);
        CHECK(error.message.find("hemmelig") == std::string::npos);
    };
    says("2026-02-01 meeting.held meeting=d1 goals=hemmelig", "a goal");
    says("2026-02-01 commitment.made commitment=l1 backingDecision=hemmelig", "a decision");
    says("2026-02-01 information.requested request=a1 consent=hemmelig", "a consent");
    says("2026-02-01 citizen.involved step=#77", "an event");
    const Error error = refusal(opened, "2026-02-01 commitment.made commitment=l1 backingDecision=hemmelig");
    CHECK(error.danish.find("henviser til noget, der ikke findes her: en afgørelse.") != std::string::npos);
    CHECK(error.danish.find("hemmelig") == std::string::npos);
}

}  // namespace
}  // namespace forloeb::testing
