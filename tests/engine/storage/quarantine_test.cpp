#include "engine/storage/quarantine.hpp"

#include <doctest/doctest.h>
#include <rocksdb/env.h>

#include <fstream>
#include <sstream>

#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;
namespace fs = std::filesystem;

namespace {

/// A disk on which nothing can be linked, as some network file systems are.
class WithoutLinks final : public rocksdb::EnvWrapper {
  public:
    WithoutLinks() : EnvWrapper(rocksdb::Env::Default()) {}
    const char* Name() const override { return "forloeb.test.WithoutLinks"; }
    rocksdb::Status LinkFile(const std::string&, const std::string&) override { return rocksdb::Status::NotSupported("links"); }
};

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

}  // namespace

TEST_CASE_FIXTURE(EngineFixture, "where the disk cannot link, the quarantine holds copies, and a refusal keeps them") {
    WithoutLinks disk;
    const auto start = [&] {
        Environment there = environment();
        there.disk = &disk;
        return Engine::open(options(), there);
    };
    for (std::uint64_t number = 1; number <= 3; ++number)
        REQUIRE(engine->append_and_wait(request(number, on(case_stream(number), opened(9), contact()))).has_value());
    engine.reset();
    const fs::path log = directory.path() / "data" / "log", quarantine = directory.path() / "data" / "quarantine";
    const Quarantine by_hand(directory.path() / "data", &disk);
    REQUIRE(by_hand.fill().has_value());
    std::size_t copies = 0;
    for (const auto& entry : fs::directory_iterator(quarantine)) {
        CHECK(content_of(entry.path()) == content_of(log / entry.path().filename()));
        CHECK(fs::hard_link_count(entry.path()) == 1);
        ++copies;
    }
    CHECK(copies >= 3);  // CURRENT, MANIFEST and a write-ahead log
    {
        const auto started = start();
        REQUIRE_MESSAGE(started.has_value(), started.error().message);
        CHECK((*started)->head().next == Position{6});
        CHECK_FALSE(fs::exists(quarantine));
        engine = nullptr;
        for (std::uint64_t number = 4; number <= 5; ++number)
            REQUIRE((*started)->append_and_wait(request(number, on(case_stream(number), opened(9), contact()))).has_value());
    }
    fs::path live;
    for (const auto& entry : fs::directory_iterator(log))
        if (entry.path().extension() == ".log" && entry.file_size() > 0) live = entry.path();
    std::string bytes = content_of(live);
    bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 0x10);
    std::ofstream(live, std::ios::binary | std::ios::trunc) << bytes;
    const auto refused = start();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::damaged);
    CHECK(content_of(quarantine / live.filename()) == bytes);
    CHECK(start().error().message == refused.error().message);
}
