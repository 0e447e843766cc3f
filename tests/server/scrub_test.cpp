#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "server/scrub/scrubber.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

ScrubStatus after_rounds(const Scrubber& scrubber, std::uint64_t rounds) {
    while (scrubber.status().rounds < rounds) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return scrubber.status();
}

void flip_in_the_middle(const std::filesystem::path& file) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto at = static_cast<std::streamoff>(std::filesystem::file_size(file) / 2);
    bytes.seekg(at);
    const char before = static_cast<char>(bytes.get());
    bytes.seekp(at);
    bytes.put(static_cast<char>(before ^ 0x08));
}

}  // namespace

TEST_CASE_FIXTURE(EngineFixture, "scrubber: reads round after round, tells the file that rotted, and goes on while others are served") {
    for (std::uint64_t i = 0; i < 20; ++i) REQUIRE(engine->append_and_wait(request(i, on(case_stream(i), opened(i), contact()))).has_value());
    open();  // a start puts the rows into files
    Scrubber scrubber(*engine, std::chrono::seconds(1));
    scrubber.start();
    const ScrubStatus sound = after_rounds(scrubber, 1);
    CHECK(sound.findings == 0);
    CHECK_FALSE(sound.newest.has_value());
    CHECK(sound.bytes > 1000);
    CHECK(sound.finished_at == engine->now());

    std::filesystem::path rotten;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path() / "data" / "log"))
        if (entry.path().extension() == ".sst") rotten = entry.path();
    REQUIRE_FALSE(rotten.empty());
    flip_in_the_middle(rotten);
    const ScrubStatus told = after_rounds(scrubber, scrubber.status().rounds + 2);
    CHECK(told.findings > 0);
    REQUIRE(told.newest.has_value());
    CHECK(told.newest->file == rotten.filename().string());
    CHECK(engine->append_and_wait(request(100, on(case_stream(100), opened(1)))).has_value());
    CHECK(engine->stream_version(case_stream(100)).value() == StreamVersion{1});
    CHECK(storage_failures == 0);

    flip_in_the_middle(rotten);  // back as it was
    CHECK(after_rounds(scrubber, scrubber.status().rounds + 2).findings == 0);
    scrubber.stop();
    CHECK(scrubber.stopping());
}

TEST_CASE_FIXTURE(EngineFixture, "scrubber: what a verification finds stands in its status, and without a period it never reads by itself") {
    Scrubber scrubber(*engine, std::chrono::seconds(0));
    scrubber.start();
    VerifyReport report;
    report.findings_count = 2;
    report.findings = {{"000012.sst", "log", {3}, {4}, "Damaged."}, {"", "streams", {}, {}, "Damaged."}};
    scrubber.learn(report);
    CHECK(scrubber.status().findings == 2);
    CHECK(scrubber.status().newest->file == "000012.sst");
    CHECK(scrubber.status().rounds == 0);
}
