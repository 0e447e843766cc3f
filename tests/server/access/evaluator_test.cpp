// What the example policy's evaluator may ask at the doors, and what about staff alone is not for them.
#include <doctest/doctest.h>

#include "server/handlers/doors.hpp"
#include "tests/server/access/case_about.hpp"

namespace forloeb::testing {
namespace {

bool door_opens(const char* request, const char* role) {
    static const Policy policy = [] {
        auto read = read_policy(read_policy_file(std::string(FORLOEB_SOURCE_DIR) + "/server/access/policy.example.toml").value());
        REQUIRE(read.policy.has_value());
        return std::move(*read.policy);
    }();
    const Door* const door = find_door(request);
    REQUIRE(door != nullptr);
    Question question;
    question.operation = door->operation;
    return decide(policy, somebody("evaluator-1", {role}), question, nullptr, instant("2026-02-01")).permitted;
}

}  // namespace

TEST_CASE("an evaluator replays and exports a project's cases, and is not told how soon coordinators look at theirs") {
    CHECK(door_opens("query.evaluationReplay", "evaluator"));
    CHECK(door_opens("query.evaluationExport", "evaluator"));
    CHECK_FALSE(door_opens("audit.firstOverview", "evaluator"));
    CHECK(door_opens("audit.firstOverview", "auditor"));
    CHECK_FALSE(door_opens("query.evaluationExport", "operator"));
}

}  // namespace forloeb::testing
