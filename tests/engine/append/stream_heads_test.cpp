#include <doctest/doctest.h>

#include "engine/append/stream_heads.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

constexpr std::uint64_t told = 7;  // a version that no store says: whoever has it was not read again

struct EmptyStore {
    EmptyStore() {
        auto opened = Store::open(directory.path() / "log", nullptr, true);
        REQUIRE(opened.has_value());
        store = std::move(*opened);
    }
    TemporaryDirectory directory;
    std::unique_ptr<Store> store;
};

void use(StreamHeads& heads, std::uint64_t number) { heads.load(case_stream(number)).value()->version = {told}; }
bool kept(StreamHeads& heads, std::uint64_t number) { return heads.version(case_stream(number)).value() == StreamVersion{told}; }

}  // namespace

TEST_CASE_FIXTURE(EmptyStore, "heads beyond the limit are dropped by half, those used least recently first") {
    StreamHeads heads(*store, 10);
    for (std::uint64_t number = 1; number <= 10; ++number) use(heads, number);
    heads.trim();
    for (std::uint64_t number = 1; number <= 10; ++number) CHECK(kept(heads, number));  // within the limit

    for (std::uint64_t number = 11; number <= 20; ++number) use(heads, number);
    use(heads, 1);
    heads.trim();
    CHECK(heads.size() == 9);
    CHECK(kept(heads, 1));
    for (std::uint64_t number = 2; number <= 12; ++number) CHECK_FALSE(kept(heads, number));
    for (std::uint64_t number = 13; number <= 20; ++number) CHECK(kept(heads, number));
}

TEST_CASE_FIXTURE(EmptyStore, "heads are forgotten when a group was not accepted, and when another import holds") {
    StreamHeads heads(*store, 10);
    use(heads, 1);
    heads.forget_all();
    CHECK_FALSE(kept(heads, 1));
    use(heads, 1);
    heads.set_retracted_imports({id(5)});
    CHECK_FALSE(kept(heads, 1));
}
