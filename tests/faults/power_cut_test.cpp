#include <doctest/doctest.h>

#include <cstdio>

#include "tests/faults/power_cut_run.hpp"
#include "tests/faults/scale.hpp"

using namespace forloeb::faults;

namespace {

std::string told(const RunReport& report) {
    std::string text = "\n" + replay_words(report.seed);
    for (const std::string& line : report.story) text += "\n  " + line;
    return text + "\n" + told(report.violations);
}

}  // namespace

TEST_CASE("power cuts: nothing acknowledged is lost, nothing stands twice, nothing has a gap") {
    constexpr std::uint32_t cuts_per_run = 20;
    const Scale scale = Scale::chosen();
    RunReport total;
    for (std::uint64_t run = 0; total.cuts < scale.power_cuts; ++run) {
        const RunReport report = run_power_cuts({scale.seed + run, cuts_per_run, 6, true});
        REQUIRE_MESSAGE(report.violations.empty(), told(report));
        total.add(report);
        // A run whose load or fault did not happen proves nothing.
        REQUIRE_MESSAGE(report.acknowledged >= report.cuts, told(report));
        REQUIRE_MESSAGE(report.cuts_in_flight > 0, told(report));
        REQUIRE_MESSAGE(report.cuts_that_lost > 0, told(report));
    }
    std::printf("%s, seeds from %llu\n", total.text().c_str(), static_cast<unsigned long long>(scale.seed));
    CHECK(total.cuts_while_starting > 0);
    CHECK(total.unknown > 0);
    CHECK(total.unknown_found > 0);
    CHECK(total.refused > 0);
    CHECK(total.sectors_torn > 0);
    CHECK(total.tables_made > 0);
    CHECK(total.rows_compared > 0);
}

TEST_CASE(
    "mutant: an engine that acknowledges before the sync loses acknowledged events, and checkers or start say so") {
    const Scale scale = Scale::chosen();
    constexpr std::uint64_t runs = 10;
    std::uint64_t red = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
        const RunReport report = run_power_cuts({scale.seed + run, 20, 6, false});
        bool lost = false;
        for (const Violation& violation : report.violations) lost = lost || violation.checker == "C1" || violation.checker == "start";  // or proven before anybody reads
        CHECK_MESSAGE(lost, told(report));
        red += lost;
    }
    std::printf("acknowledge before sync: %llu of %llu runs red\n", static_cast<unsigned long long>(red),
                static_cast<unsigned long long>(runs));
}
