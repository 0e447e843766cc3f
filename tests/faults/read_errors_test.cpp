#include <doctest/doctest.h>
#include <rocksdb/env.h>

#include <cstdio>
#include <filesystem>

#include "tests/faults/damage_check.hpp"
#include "tests/faults/failing_calls.hpp"
#include "tests/faults/kept_directory.hpp"
#include "tests/faults/machine.hpp"
#include "tests/faults/scale.hpp"

using namespace forloeb;
using namespace forloeb::faults;

namespace {

namespace fs = std::filesystem;

// A log in many tables, the older of them merged below level 0: where one unreadable block once ended a scan early, with
// status OK (engine/README.md, rules for RocksDB).
class ManyTables {
  public:
    explicit ManyTables(std::uint64_t seed) : machine_(seed) {
        constexpr int starts = 14, appends_per_start = 12;
        std::atomic<std::uint64_t> tick{1};
        WrittenTogether together(tick);
        WorkloadShape shape;
        shape.text_bytes_max = 20'000;  // several blocks each, far more than a start reads
        Writer writer(1, shape, Dice(seed + 20), together);
        for (int start = 0; start < starts; ++start) {
            auto engine = machine_.open(false, rocksdb::Env::Default());
            REQUIRE(engine.has_value());
            writer.work(**engine, appends_per_start);
        }
        copy_directory(machine_.data().parent_path(), kept_.path());
    }

    /// The same bytes each time: what the last start wrote is undone, or every run would have more to read than the one before.
    [[nodiscard]] Result<std::unique_ptr<Engine>> open(rocksdb::Env* disk) {
        copy_directory(kept_.path(), machine_.data().parent_path());
        return machine_.open(false, disk);
    }

  private:
    Machine machine_;
    testing::TemporaryDirectory kept_;
};

std::set<StreamId> streams_of(const Engine& engine) {
    auto image = read_image(engine);
    REQUIRE(image.has_value());
    std::set<StreamId> streams;
    for (const auto& [stream, leaves] : image->streams) streams.insert(stream);
    return streams;
}

struct ReadErrors {
    std::uint64_t runs = 0, named = 0, refused = 0, reads = 0;
};

// Read 1, 1 + stride ... of a start and of everything that can be asked after it, each in a run of its own.
void fail_each_read(std::uint64_t seed, std::uint64_t stride, ReadErrors& total) {
    ManyTables tables(seed);
    std::set<StreamId> streams;
    Answers before;
    {
        auto engine = tables.open(rocksdb::Env::Default());
        REQUIRE(engine.has_value());
        streams = streams_of(**engine);
        before = ask_everything(**engine, streams);
    }
    REQUIRE(errors_in(before) == 0);
    REQUIRE(streams.size() > 20);

    for (std::uint64_t number = 1;; number += stride) {
        FailingCalls failing(rocksdb::Env::Default());
        failing.fail({DiskCall::read, number, false});
        auto engine = tables.open(failing.env());
        if (!engine) {
            REQUIRE(failing.failed() == 1);
            REQUIRE_FALSE(engine.error().message.empty());
            ++total.refused;
            ++total.runs;
            continue;
        }
        const Answers after = ask_everything(**engine, streams);
        if (failing.failed() == 0) {
            total.reads += failing.calls(DiskCall::read);
            return;
        }
        const auto violations = check_damage(before, after);
        REQUIRE_MESSAGE(violations.empty(), "read ", number, ", ", replay_words(seed), ": ", told(violations));
        // One read fails once: at most the question that met it may be answered with an error.
        CHECK(errors_in(after) <= 1);
        total.named += errors_in(after);
        ++total.runs;
    }
}

}  // namespace

TEST_CASE("read errors: one at each read of a block gives the right answer or an error, never a shorter history") {
    const Scale scale = Scale::chosen();
    ReadErrors total;
    for (std::uint64_t directory = 0; directory < scale.read_directories; ++directory) fail_each_read(scale.seed + directory, scale.read_stride, total);
    std::printf("%llu read errors (every %llu of %llu reads in %u directories): %llu refused at the start, %llu answered with a named error, the others rightly\n",
                static_cast<unsigned long long>(total.runs), static_cast<unsigned long long>(scale.read_stride),
                static_cast<unsigned long long>(total.reads), scale.read_directories, static_cast<unsigned long long>(total.refused),
                static_cast<unsigned long long>(total.named));
    CHECK(total.runs > 10);
    CHECK(total.named > 0);
}
