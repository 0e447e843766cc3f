// A block of the store's file that is rotten: the case whose events lie there is parked, and nobody else's.
#include <doctest/doctest.h>

#include <fstream>

#include "engine/storage/store.hpp"
#include "tests/projections/runner/counting_projection.hpp"

namespace forloeb {
namespace {

using namespace testing;

class DamagedCaseFixture : public RunnerFixture {
  public:
    /// Flips one bit a quarter into the file of the copies by case, where the first of two cases lies. Stops the engine.
    void damage_first_case() {
        engine.reset();
        std::filesystem::path file;
        {
            const auto store = Store::open(options().data / "log", nullptr, false).value();  // what was in the write-ahead log is in files now
            const auto files = store->files().value();
            for (const StoredFile& one : files)
                if (one.table == name_of(Table::streams)) file = one.path;
        }
        REQUIRE_FALSE(file.empty());
        const auto place = static_cast<std::streamoff>(std::filesystem::file_size(file) / 4);
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekg(place);
        const char byte = static_cast<char>(bytes.get() ^ 1);
        bytes.seekp(place);
        bytes.put(byte);
        REQUIRE(bytes.good());
    }
};

}  // namespace

TEST_CASE_FIXTURE(DamagedCaseFixture, "a case in a block that cannot be read is parked while following, and nobody else's") {
    {
        const auto runner = open_runner();
        append(case_stream(1), opened(100));
        append(case_stream(2), opened(200));
        REQUIRE(runner->catch_up().has_value());
    }
    for (int i = 0; i < 400; ++i) append(case_stream(1), contact());  // several blocks
    append(case_stream(2), contact());
    damage_first_case();
    open();

    const auto runner = open_runner();
    REQUIRE(runner->catch_up().has_value());
    const FollowerStatus now = status(*runner);
    CHECK(now.failure.empty());
    CHECK(now.checkpoint == Position{403});
    REQUIRE(now.parked.size() == 1);
    CHECK(now.parked[0].case_id == case_stream(1).id);
    CHECK_FALSE(now.parked[0].parked.reason.empty());
    CHECK(contacts(*runner, case_stream(1)) == "no row");
    CHECK(contacts(*runner, case_stream(2)) == "1");
    CHECK(engine->history(case_stream(1), {}).error().kind == ErrorKind::damaged);
}

TEST_CASE_FIXTURE(DamagedCaseFixture, "a case whose block is still rotten is parked again after each start, and a rebuild that meets it is refused by name with the old rows serving") {
    {
        const auto runner = open_runner();
        append(case_stream(1), opened(100));
        append(case_stream(2), opened(200));
        REQUIRE(runner->catch_up().has_value());
    }
    for (int i = 0; i < 400; ++i) append(case_stream(1), contact());  // several blocks
    damage_first_case();
    for (int start = 1; start <= 3; ++start) {
        open();
        append(case_stream(2), contact());
        const auto runner = open_runner();
        for (const bool rebuilt : {false, true}) {
            if (rebuilt) {
                const Status refused = runner->rebuild(runner->all(), {});
                REQUIRE_FALSE(refused.has_value());
                CHECK(refused.error().kind == ErrorKind::damaged);
                CHECK(refused.error().message.find(".sst") != std::string::npos);
            } else {
                REQUIRE(runner->catch_up().has_value());
            }
            const FollowerStatus now = status(*runner);
            CHECK(now.failure.empty());
            REQUIRE(now.parked.size() == 1);
            CHECK(now.parked[0].case_id == case_stream(1).id);
            CHECK(contacts(*runner, case_stream(1)) == "no row");
            CHECK(contacts(*runner, case_stream(2)) == std::to_string(start));
        }
    }
}

}  // namespace forloeb
