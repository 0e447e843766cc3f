#include <doctest/doctest.h>

#include "tests/tools/cli/command_run.hpp"

using namespace forloeb;
using namespace forloeb::testing;

TEST_CASE("explain: M1 for Karen names the opening and the assignment, and what would be without them") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun run = data.run({"measure", "explain", "M1", "--case", "karen", "--as-of", "2025-11-30", "--known-at", "2025-11-30", "--lang", "en"});
    CHECK(run.code == 0);
    CHECK(run.out.find("The case counts.") != std::string::npos);
    const auto counting = run.out.find("Events that count");
    const auto others = run.out.find("Events that do not count");
    REQUIRE(counting != std::string::npos);
    const std::string count = run.out.substr(counting, others - counting);
    CHECK(count.find("15 Sep 2025") != std::string::npos);  // the assignment
    CHECK(count.find("14, without it") != std::string::npos);
    CHECK(run.out.find("Hjemmebesøg", counting) == std::string::npos);  // no text of a person
    const CommandRun without_case = data.run({"measure", "explain", "M3"});
    CHECK(without_case.code == 0);
    CHECK(without_case.out.find("Sådan laves tallene") != std::string::npos);
    CHECK(data.run({"measure", "explain", "M99"}).code == 3);
    CHECK(data.run({"measure", "explain", "M1", "--case", "nobody"}).code == 3);
}
