#include <doctest/doctest.h>

#include <cstdio>

#include "tests/faults/disk_full_run.hpp"
#include "tests/faults/scale.hpp"

using namespace forloeb::faults;

namespace {

DiskFullReport run_them(Filled filled, const std::string& kind, std::uint32_t runs, std::uint64_t seed) {
    DiskFullReport total;
    for (std::uint32_t run = 0; run < runs; ++run) {
        const DiskFullReport report = run_disk_full({seed + run, filled, kind});
        REQUIRE_MESSAGE(report.violations.empty(), "\n" << replay_words(seed + run) << "\n" << kind << ": " << report.text() << "\n" << told(report.violations));
        REQUIRE_MESSAGE(report.stored_after > 0, replay_words(seed + run));
        total.add(report);
    }
    std::printf("%u simulated disks filled (%s): %s\n", runs, kind.empty() ? "by our own load" : kind.c_str(), total.text().c_str());
    return total;
}

}  // namespace

TEST_CASE("a disk that our own load fills: appends are refused before its end, reads go on, and with room again so do appends") {
    const Scale scale = Scale::chosen();
    const DiskFullReport total = run_them(Filled::by_us, "", scale.disk_full_runs, scale.seed);
    CHECK(total.answered_full >= scale.disk_full_runs);
    CHECK(total.resumed_at_once == scale.disk_full_runs);
    CHECK(total.tables_made > 10 * scale.disk_full_runs);
    CHECK(total.met_the_end == 0);
}

TEST_CASE("a disk that somebody else fills in the middle of a write: nothing acknowledged is lost, and nothing aborts") {
    const Scale scale = Scale::chosen();
    for (const char* kind : {"write-ahead log", "table", "MANIFEST"}) {
        const DiskFullReport total = run_them(Filled::by_somebody_else, kind, scale.disk_full_runs, scale.seed);
        CHECK(total.met_the_end > 0);
        CHECK(total.failures_told > 0);
        CHECK(total.starts_refused == scale.disk_full_runs);
    }
}

TEST_CASE("a disk that is full in the middle of a start after a crash: it is told, and the next start has everything") {
    const Scale scale = Scale::chosen();
    for (const char* kind : {"write-ahead log", "table", "MANIFEST", "other"}) {
        const DiskFullReport total = run_them(Filled::at_start, kind, scale.disk_full_runs, scale.seed);
        CHECK(total.starts_refused == scale.disk_full_runs);
        if (kind != std::string("write-ahead log")) CHECK(total.met_the_end > 0);
    }
}
