#include "engine/storage/free_space.hpp"

#include <doctest/doctest.h>
#include <rocksdb/env.h>

#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr std::uint64_t floor_bytes = space_floor_min;

// The machine's own disk, but for how much of it is free.
class FillingDisk final : public rocksdb::EnvWrapper {
  public:
    FillingDisk() : EnvWrapper(rocksdb::Env::Default()) {}
    const char* Name() const override { return "FillingDisk"; }
    rocksdb::Status GetFreeSpace(const std::string&, std::uint64_t* bytes) override {
        if (free == 0) return rocksdb::Status::IOError("the disk does not answer");
        *bytes = free;
        return rocksdb::Status::OK();
    }
    std::atomic<std::uint64_t> free{100 * floor_bytes};
};

struct Outfit {
    Result<std::unique_ptr<Engine>> open(bool ballast = false) {
        Environment environment = Environment::system();
        environment.disk = &disk;
        environment.on_storage_failure = [this](const Error&) { ++storage_failures; };
        EngineOptions options;
        options.data = directory.path() / "data";
        options.space_floor = floor_bytes;
        options.ballast = ballast;
        return Engine::open(std::move(options), std::move(environment));
    }
    TemporaryDirectory directory;
    FillingDisk disk;
    std::atomic<int> storage_failures{0};
};

}  // namespace

TEST_CASE("below the space floor an append is refused with both numbers, takes no position, and reads go on") {
    Outfit outfit;
    const auto engine = std::move(*outfit.open());
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());

    outfit.disk.free = floor_bytes - 1;
    const AppendOutcome refused = engine->append_and_wait(request(2, on(case_stream(1), contact())));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::storage_full);
    CHECK(refused.error().message.find(std::to_string(floor_bytes - 1) + " bytes free") != std::string::npos);
    CHECK(refused.error().message.find(std::to_string(floor_bytes / 1'000'000)) != std::string::npos);
    CHECK(engine->head().next == Position{1});
    CHECK(engine->read_whole_stream(case_stream(1)).value().size() == 1);
    CHECK(engine->figures().free_bytes == floor_bytes - 1);

    outfit.disk.free = 2 * floor_bytes;
    const AppendOutcome stored = engine->append_and_wait(request(2, on(case_stream(1), contact())));
    REQUIRE(stored.has_value());
    CHECK(stored->first == Position{1});
    CHECK_FALSE(stored->repeated);
    CHECK(outfit.storage_failures == 0);
}

TEST_CASE("without room, what was stored before is still answered as stored, and other content as a conflict") {
    Outfit outfit;
    const auto engine = std::move(*outfit.open());
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    outfit.disk.free = 1;
    const AppendOutcome again = engine->append_and_wait(request(1, on(case_stream(1), opened(9))));
    REQUIRE(again.has_value());
    CHECK(again->repeated);
    CHECK(again->first == Position{0});
    const AppendOutcome other = engine->append_and_wait(request(1, on(case_stream(1), opened(8))));
    CHECK(other.error().kind == ErrorKind::conflict);
}

TEST_CASE("a disk that does not say how much is free has failed: the append is unknown and the process is told to end") {
    Outfit outfit;
    const auto engine = std::move(*outfit.open());
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
    outfit.disk.free = 0;
    CHECK(engine->append_and_wait(request(2, on(case_stream(1), contact()))).error().kind == ErrorKind::unknown);
    CHECK(outfit.storage_failures == 1);
    CHECK(engine->append_and_wait(request(3, on(case_stream(1), contact()))).error().kind == ErrorKind::unavailable);
    CHECK(outfit.storage_failures == 1);
}

TEST_CASE("a server's ballast is as large as the floor, and is given up when a full disk must be opened") {
    Outfit outfit;
    const auto ballast = outfit.directory.path() / "data" / "ballast";
    { REQUIRE(outfit.open(true).has_value()); }
    CHECK(std::filesystem::file_size(ballast) == floor_bytes);

    outfit.disk.free = 1;  // and stays so here: giving up the ballast frees nothing on this pretended disk
    const auto full = outfit.open(true);
    REQUIRE_FALSE(full.has_value());
    CHECK(full.error().kind == ErrorKind::storage_full);
    CHECK_FALSE(std::filesystem::exists(ballast));

    outfit.disk.free = 2 * floor_bytes;  // enough to append, not enough for a ballast as well
    {
        const auto engine = std::move(*outfit.open(true));
        CHECK_FALSE(std::filesystem::exists(ballast));
        outfit.disk.free = 100 * floor_bytes;
        REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(9)))).has_value());
        CHECK(std::filesystem::file_size(ballast) == floor_bytes);  // laid down again while running
    }
}

TEST_CASE("opening asks for room to recover in: little for a small directory, at most half the floor") {
    Outfit outfit;
    { REQUIRE(outfit.open().has_value()); }
    outfit.disk.free = floor_bytes / 64 - 1;
    CHECK(outfit.open().error().kind == ErrorKind::storage_full);
    outfit.disk.free = floor_bytes / 2;
    const auto engine = outfit.open();
    REQUIRE(engine.has_value());
    CHECK((*engine)->append_and_wait(request(1, on(case_stream(1), opened(9)))).error().kind == ErrorKind::storage_full);
}
