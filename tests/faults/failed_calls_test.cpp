#include <doctest/doctest.h>

#include <rocksdb/env.h>

#include <cstdio>

#include "tests/faults/machine.hpp"
#include "tests/faults/scale.hpp"
#include "tests/faults/script_run.hpp"

using namespace forloeb;
using namespace forloeb::faults;

namespace {

struct Totals {
    std::uint64_t runs = 0, cuts = 0, stored = 0, unknown = 0;
};

std::string told(const ScriptReport& report, const CallFailure& failure) {
    return "\n" + std::string(disk_call_names[static_cast<std::size_t>(failure.call)]) + " " +
           std::to_string(failure.number) + (failure.for_good ? " and all later ones" : "") + ": " + report.story +
           "\n" + told(report.violations);
}

// Fails call 1, 2, 3 ... of a kind until a run completes untouched.
void fail_every(DiskCall call, bool for_good, const Scale& scale, Totals& totals) {
    const Script script = long_script();
    for (std::uint64_t number = 1;; number += scale.call_stride) {
        ScriptFault fault{scale.seed + number};
        fault.call = CallFailure{call, number, for_good};
        fault.cut_after_call = number / scale.call_stride % 2 == 0;
        const ScriptReport report = run_script(script, fault);
        REQUIRE_MESSAGE(report.violations.empty(), told(report, *fault.call));
        if (report.calls_failed == 0) return;
        ++totals.runs;
        totals.cuts += fault.cut_after_call;
        totals.stored += report.stored;
        totals.unknown += report.unknown;
    }
}

}  // namespace

TEST_CASE("failed calls: each disk call fails once and for good, and nothing acknowledged is lost") {
    const Scale scale = Scale::chosen();
    Totals totals;
    std::string counts;
    for (std::size_t kind = 0; kind < disk_call_names.size(); ++kind) {
        const std::uint64_t before = totals.runs;
        fail_every(static_cast<DiskCall>(kind), false, scale, totals);
        fail_every(static_cast<DiskCall>(kind), true, scale, totals);
        counts += ", " + std::to_string(totals.runs - before) + " " + std::string(disk_call_names[kind]);
        CHECK(totals.runs > before);
    }
    std::printf(
        "%llu failed calls (every %llu%s%s), %llu then lost their power, %llu answers stored, %llu unknown; 0 "
        "violations\n",
        static_cast<unsigned long long>(totals.runs), static_cast<unsigned long long>(scale.call_stride),
        scale.call_stride == 1 ? "" : "th", counts.c_str(), static_cast<unsigned long long>(totals.cuts),
        static_cast<unsigned long long>(totals.stored), static_cast<unsigned long long>(totals.unknown));
    CHECK(totals.unknown > 0);
    CHECK(totals.cuts > 0);
}

TEST_CASE("failed calls: a sync that failed once makes nothing safe when it is repeated") {
    SimulatedDisk disk(1);
    FailingCalls failing(disk.env());
    REQUIRE(failing.env()->CreateDirIfMissing("d").ok());
    std::unique_ptr<rocksdb::WritableFile> file;
    REQUIRE(failing.env()->NewWritableFile("d/file", &file, rocksdb::EnvOptions()).ok());
    failing.fail({DiskCall::sync, 1, false});
    REQUIRE(file->Append(std::string(3000, 'a')).ok());
    CHECK_FALSE(file->Sync().ok());
    CHECK(file->Sync().ok());
    CHECK(failing.failed() == 1);
    disk.cut_now();
    const CutReport report = disk.power_on();
    CHECK(report.lost_something());
}

TEST_CASE("failed calls: the n-th call of a kind fails, once or from then on, and a failed write may be half there") {
    SimulatedDisk disk(1);
    FailingCalls failing(disk.env());
    REQUIRE(failing.env()->CreateDirIfMissing("d").ok());
    std::unique_ptr<rocksdb::WritableFile> file;
    REQUIRE(failing.env()->NewWritableFile("d/file", &file, rocksdb::EnvOptions()).ok());
    bool for_good = false;
    SUBCASE("once") { for_good = false; }
    SUBCASE("for good") { for_good = true; }
    failing.fail({DiskCall::write, 2, for_good});
    CHECK(file->Append("1234").ok());
    CHECK_FALSE(file->Append("5678").ok());
    CHECK(file->Append("90").ok() == !for_good);
    std::string text;
    REQUIRE(rocksdb::ReadFileToString(disk.env(), "d/file", &text).ok());
    CHECK(text == (for_good ? "1234569" : "12345690"));
    failing.heal();
    CHECK(file->Append("!").ok());
    CHECK(failing.failed() == (for_good ? 2 : 1));
}
