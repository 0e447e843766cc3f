#include <doctest/doctest.h>

#include <cstdio>

#include "tests/faults/scale.hpp"
#include "tests/faults/script_run.hpp"

using namespace forloeb::faults;

namespace {

struct Totals {
    std::uint64_t cuts = 0, struck = 0, lost = 0, recovery_cuts = 0, recovery_struck = 0, stored = 0, refused = 0,
                  unknown = 0;

    void add(const ScriptReport& report) {
        ++cuts;
        struck += report.cut_struck;
        lost += report.lost_something;
        stored += report.stored;
        refused += report.refused;
        unknown += report.unknown;
        recovery_struck += report.recovery_cut_struck;
    }
};

std::string told(const ScriptReport& report, const ScriptFault& fault) {
    return "\n" + report.story + ", cut at operation " + std::to_string(fault.cut_at) + ", recovery cut at " +
           std::to_string(fault.cut_recovery_at) + "\n" + told(report.violations);
}

}  // namespace

TEST_CASE("cuts: a script without a fault is stored as written, in fifty shapes") {
    REQUIRE(short_scripts().size() == 50);
    std::uint64_t refused = 0;
    for (const Script& script : short_scripts()) {
        const ScriptReport report = run_script(script, {});
        REQUIRE_MESSAGE(report.violations.empty(), told(report, {}));
        CHECK(report.operations > 0);
        CHECK(report.unknown == 0);
        refused += report.refused;
    }
    CHECK(refused > 5);
}

TEST_CASE("cuts: after every disk operation of fifty short scripts, and in the recovery from it") {
    const Scale scale = Scale::chosen();
    Totals totals;
    std::uint64_t operations = 0;
    for (std::size_t number = 0; number < short_scripts().size(); ++number) {
        const Script& script = short_scripts()[number];
        const std::uint64_t length = run_script(script, {}).operations;
        operations += length;
        for (std::uint64_t at = 1 + number % scale.cut_stride; at <= length; at += scale.cut_stride) {
            ScriptFault fault{scale.seed + at, at};
            const ScriptReport report = run_script(script, fault);
            REQUIRE_MESSAGE(report.violations.empty(), told(report, fault));
            totals.add(report);
            for (std::uint64_t again = 1 + at % scale.recovery_stride; again <= report.recovery_operations;
                 again += scale.recovery_stride) {
                fault.cut_recovery_at = again;
                const ScriptReport recovery = run_script(script, fault);
                REQUIRE_MESSAGE(recovery.violations.empty(), told(recovery, fault));
                ++totals.recovery_cuts;
                totals.recovery_struck += recovery.recovery_cut_struck;
            }
        }
    }
    std::printf(
        "%llu power cuts in scripts: every %s of %llu disk operations of %zu scripts, %llu struck, %llu lost "
        "something, "
        "%llu answers stored, %llu refused, %llu unknown; 0 violations\n"
        "%llu power cuts in a recovery: %llu struck\n",
        static_cast<unsigned long long>(totals.cuts),
        scale.cut_stride == 1 ? "one" : (std::to_string(scale.cut_stride) + "th").c_str(),
        static_cast<unsigned long long>(operations), short_scripts().size(),
        static_cast<unsigned long long>(totals.struck), static_cast<unsigned long long>(totals.lost),
        static_cast<unsigned long long>(totals.stored), static_cast<unsigned long long>(totals.refused),
        static_cast<unsigned long long>(totals.unknown), static_cast<unsigned long long>(totals.recovery_cuts),
        static_cast<unsigned long long>(totals.recovery_struck));
    // RocksDB's threads make a few operations more or fewer; a cut that finds none of them is one at rest.
    CHECK(totals.struck * 10 >= totals.cuts * 9);
    CHECK(totals.lost > totals.cuts / 10);
    CHECK(totals.unknown > 0);
    CHECK(totals.recovery_struck * 10 >= totals.recovery_cuts * 7);
    CHECK(totals.recovery_struck > 0);
}
