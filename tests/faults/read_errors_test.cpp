#include <doctest/doctest.h>
#include <rocksdb/env.h>

#include <cstdio>

#include "tests/faults/damage_check.hpp"
#include "tests/faults/failing_calls.hpp"
#include "tests/faults/machine.hpp"
#include "tests/faults/scale.hpp"

using namespace forloeb;
using namespace forloeb::faults;

namespace {

// A log in many tables, the older of them merged below level 0: where one unreadable block once ended a scan early, with
// status OK (engine/README.md, rules for RocksDB).
void write_many_tables(Machine& machine, WrittenTogether& together) {
    constexpr int starts = 14, appends_per_start = 12;
    WorkloadShape shape;
    shape.text_bytes_max = 20'000;  // several blocks each, far more than a start reads
    Writer writer(1, shape, Dice(21), together);
    for (int start = 0; start < starts; ++start) {
        auto engine = machine.open();
        REQUIRE(engine.has_value());
        writer.work(**engine, appends_per_start);
    }
}

std::set<StreamId> streams_of(const Engine& engine) {
    auto image = read_image(engine);
    REQUIRE(image.has_value());
    std::set<StreamId> streams;
    for (const auto& [stream, leaves] : image->streams) streams.insert(stream);
    return streams;
}

}  // namespace

TEST_CASE("read errors: one at each read of a block gives the right answer or an error, never a shorter history") {
    const Scale scale = Scale::chosen();
    std::atomic<std::uint64_t> tick{1};
    WrittenTogether together(tick);
    Machine machine(scale.seed);
    write_many_tables(machine, together);
    std::set<StreamId> streams;
    Answers before;
    {
        auto engine = machine.open();
        REQUIRE(engine.has_value());
        streams = streams_of(**engine);
        before = ask_everything(**engine, streams);
    }
    REQUIRE(errors_in(before) == 0);
    REQUIRE(streams.size() > 20);

    std::uint64_t runs = 0, named = 0, reads = 0;
    for (std::uint64_t number = 1;; number += scale.read_stride) {
        FailingCalls failing(machine.disk().env());
        failing.fail({DiskCall::read, number, false});
        auto engine = machine.open(true, failing.env());
        if (!engine) {
            REQUIRE(failing.failed() == 1);
            REQUIRE_FALSE(engine.error().message.empty());
            ++named;
            ++runs;
            continue;
        }
        const Answers after = ask_everything(**engine, streams);
        if (failing.failed() == 0) {
            reads = failing.calls(DiskCall::read);
            break;
        }
        const auto violations = check_damage(before, after);
        REQUIRE_MESSAGE(violations.empty(), "read ", number, ": ", told(violations));
        // One read fails once: at most the question that met it may be answered with an error.
        CHECK(errors_in(after) <= 1);
        named += errors_in(after);
        ++runs;
    }
    std::printf("%llu read errors (every %llu of %llu reads), %llu answered with a named error, the others rightly\n",
                static_cast<unsigned long long>(runs), static_cast<unsigned long long>(scale.read_stride),
                static_cast<unsigned long long>(reads), static_cast<unsigned long long>(named));
    CHECK(runs > 10);
    CHECK(named > 0);
}
