// Single flipped bits in the live write-ahead log of a stopped store. RocksDB's own recovery answers each of them by
// dropping everything behind it and reporting success; the head proof must refuse, or show that nothing is missing.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>

#include "tests/engine/engine_fixture.hpp"
#include "tests/faults/dice.hpp"
#include "tests/faults/scale.hpp"

using namespace forloeb;
using namespace forloeb::faults;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t groups = 12, events_per_group = 2;
constexpr std::uint32_t aimed_flips = 20;

fs::path live_wal(const fs::path& data) {
    fs::path largest;
    for (const auto& entry : fs::directory_iterator(data / "log"))
        if (entry.path().extension() == ".log" &&
            (largest.empty() || entry.file_size() > fs::file_size(largest)))
            largest = entry.path();
    return largest;
}

/// A directory with some groups in its write-ahead log, one of them over several blocks, copied as it lies on the disk.
class StoppedStore {
  public:
    explicit StoppedStore(bool cleanly) {
        EngineOptions options;
        options.data = origin_.path() / "data";
        options.mark_every = std::chrono::hours(1);  // after an unclean stop only the log itself can tell
        options.origin = "local/flips";
        auto engine = Engine::open(options, Environment::system()).value();
        for (std::uint64_t group = 0; group < groups; ++group) {
            if (group + 1 == groups) last_group_at_ = fs::file_size(live_wal(options.data));
            append(*engine, group);
        }
        head_ = engine->head();
        if (cleanly) engine.reset();
        copy(origin_.path(), image_.path());
    }

    [[nodiscard]] const LogHead& head() const { return head_; }
    [[nodiscard]] std::uint64_t wal_bytes() const { return fs::file_size(live_wal(image_.path() / "data")); }
    [[nodiscard]] std::uint64_t last_group_at() const { return last_group_at_; }

    /// Starts an engine on a fresh copy in which one bit is another.
    struct Started {
        Result<std::unique_ptr<Engine>> engine;
        std::string wal;
    };
    Started start_flipped(const fs::path& folder, std::uint64_t byte, unsigned bit) const {
        fs::remove_all(folder);
        copy(image_.path(), folder);
        const fs::path wal = live_wal(folder / "data");
        std::fstream file(wal, std::ios::binary | std::ios::in | std::ios::out);
        file.seekg(static_cast<std::streamoff>(byte));
        const int was = file.get();
        file.seekp(static_cast<std::streamoff>(byte));
        file.put(static_cast<char>(was ^ (1 << bit)));
        file.close();
        EngineOptions options;
        options.data = folder / "data";
        return {Engine::open(options, Environment::system()), wal.filename().string()};
    }

  private:
    static void append(Engine& engine, std::uint64_t group) {
        AppendRequest request;
        request.append_id = testing::id(0x20000 + group);
        StreamEvents events{testing::case_stream(group), {}};
        events.events.push_back(testing::opened(9));
        events.events.push_back(testing::event_with_personal<NoteRecorded, NoteRecordedPersonal>(
            "2026-01-06", [](NoteRecorded::Builder) {},
            [group](NoteRecordedPersonal::Builder personal) {
                personal.setText(std::string(group % 5 == 2 ? 60'000 : 300, 'n'));
            }));
        request.writes.push_back(std::move(events));
        REQUIRE(engine.append_and_wait(std::move(request)).has_value());
    }
    static void copy(const fs::path& from, const fs::path& to) { fs::copy(from, to, fs::copy_options::recursive); }

    testing::TemporaryDirectory origin_, image_;
    LogHead head_{};
    std::uint64_t last_group_at_ = 0;
};

struct FlipCounts {
    std::uint32_t refused = 0, whole = 0, last_group_dropped = 0, silent = 0;
};

/// Bits drawn from byte `from` of the log on.
FlipCounts flip_many(const StoppedStore& store, std::uint32_t flips, Dice dice, std::uint64_t from = 0) {
    testing::TemporaryDirectory place;
    FlipCounts counts;
    for (std::uint32_t i = 0; i < flips; ++i) {
        const std::uint64_t byte = dice.between(from, store.wal_bytes() - 1);
        const unsigned bit = static_cast<unsigned>(dice.below(8));
        CAPTURE(byte);
        CAPTURE(bit);
        const auto started = store.start_flipped(place.path() / "copy", byte, bit);
        if (!started.engine) {
            const Error& error = started.engine.error();
            CHECK_MESSAGE(error.kind == ErrorKind::damaged, error.message);
            CHECK_MESSAGE(error.message.find(started.wal + " at byte ") != std::string::npos, error.message);
            ++counts.refused;
            continue;
        }
        const Engine& engine = **started.engine;
        if (engine.head().next == store.head().next && engine.head().root == store.head().root &&
            engine.recompute_root(engine.head().next).value() == store.head().root) {
            ++counts.whole;
        } else if (byte >= store.last_group_at() &&
                   engine.head().next.value == store.head().next.value - events_per_group) {
            CHECK(engine.start_report().torn_tail);  // dropped, and said so
            ++counts.last_group_dropped;
        } else {
            ++counts.silent;
            FAIL_CHECK("silently lost: the log ends at " << engine.head().next.value);
        }
    }
    return counts;
}

void print(const char* stop, std::uint32_t flips, const FlipCounts& counts) {
    std::printf("%u flipped bits of a write-ahead log after %s: %u refused, %u harmless, %u dropped only the last group "
                "and said so, %u silent\n",
                flips, stop, counts.refused, counts.whole, counts.last_group_dropped, counts.silent);
}

}  // namespace

TEST_CASE("head proof: of flipped bits in a live write-ahead log only the very last group can go, and is told as torn") {
    const Scale scale = Scale::chosen();
    const StoppedStore store(false);
    REQUIRE(store.head().next == Position{groups * events_per_group});
    const FlipCounts counts = flip_many(store, scale.wal_flips, Dice(scale.seed));
    print("an unclean stop", scale.wal_flips, counts);
    CHECK(counts.silent == 0);
    CHECK(counts.refused > scale.wal_flips / 2);
    // The honest limit, aimed at: each is dropped and told, none is silent.
    const FlipCounts last = flip_many(store, aimed_flips, Dice(scale.seed + 2), store.last_group_at());
    print("an unclean stop, in its last group", aimed_flips, last);
    CHECK(last.last_group_dropped == aimed_flips);
}

TEST_CASE("head proof: of flipped bits in a write-ahead log after a clean stop not one is overlooked") {
    const Scale scale = Scale::chosen();
    const StoppedStore store(true);
    const FlipCounts counts = flip_many(store, scale.wal_flips, Dice(scale.seed + 1));
    print("a clean stop", scale.wal_flips, counts);
    CHECK(counts.silent == 0);
    CHECK(counts.last_group_dropped == 0);
    const FlipCounts last = flip_many(store, aimed_flips, Dice(scale.seed + 3), store.last_group_at());
    print("a clean stop, in its last group", aimed_flips, last);
    CHECK(last.refused == aimed_flips);
}
