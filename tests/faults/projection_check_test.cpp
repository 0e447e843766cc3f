#include "tests/faults/projection_check.hpp"

#include <doctest/doctest.h>

#include "projections/runner/follower.hpp"
#include "projections/runner/generation.hpp"
#include "projections/runner/row_store.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::faults;
using namespace forloeb::testing;

TEST_CASE_FIXTURE(EngineFixture, "C9: rows equal to a rebuild pass, one altered row is found") {
    for (std::uint64_t i = 1; i <= 5; ++i)
        REQUIRE(engine->append_and_wait(request(i, on(case_stream(i), opened(i + 100), contact()))).has_value());
    const auto data = directory.path() / "data";
    DerivedRows rows(data);
    REQUIRE(rows.follow(*engine).has_value());
    rows.stop();
    const auto untouched = rows.check(*engine);
    REQUIRE_MESSAGE(untouched.has_value(), untouched.error().message);
    CHECK(untouched->empty());
    CHECK(rows.rows_compared() >= 5);

    {
        const auto live = live_generation_directory(data / "derived", "case_overview");
        REQUIRE(live.has_value());
        const auto store = RowStore::open(*live, RowStore::Access::write);
        REQUIRE(store.has_value());
        std::string key, value;
        REQUIRE((*store)
                    ->snapshot()
                    ->scan(row_keys::rows, {},
                           [&](std::string_view found_key, std::string_view found_value) {
                               key = found_key;
                               value = found_value;
                               return false;
                           })
                    .has_value());
        REQUIRE_FALSE(value.empty());
        value.back() = static_cast<char>(value.back() ^ 1);
        REQUIRE((*store)->apply({.puts = {{key, value}}, .removals = {}}).has_value());
        REQUIRE((*store)->flush().has_value());
    }
    const auto altered = rows.check(*engine);
    REQUIRE_MESSAGE(altered.has_value(), altered.error().message);
    REQUIRE(altered->size() == 1);
    CHECK(altered->front().checker == "C9");
    CHECK(altered->front().what.find("case_overview") != std::string::npos);
}

TEST_CASE_FIXTURE(EngineFixture, "rows that fell back to an older state catch up to the same rows") {
    const auto data = directory.path() / "data";
    DerivedRows rows(data);
    REQUIRE(engine->append_and_wait(request(1, on(case_stream(1), opened(101)))).has_value());
    REQUIRE(rows.follow(*engine).has_value());
    rows.stop();
    REQUIRE(rows.follow(*engine).has_value());
    for (std::uint64_t i = 2; i <= 9; ++i)
        REQUIRE(engine->append_and_wait(request(i, on(case_stream(i), opened(i + 100)))).has_value());
    rows.stop();
    rows.fall_back();
    const auto checked = rows.check(*engine);
    REQUIRE_MESSAGE(checked.has_value(), checked.error().message);
    CHECK_MESSAGE(checked->empty(), told(*checked));
    CHECK(rows.rows_compared() >= 9);
}
