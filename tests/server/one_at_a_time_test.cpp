#include "server/handlers/one_at_a_time.hpp"

#include <doctest/doctest.h>

using namespace forloeb;

TEST_CASE("one at a time: the second caller is told to retry later, until the first is done") {
    OneAtATime verifications("A verification");
    {
        const auto first = verifications.take();
        REQUIRE(first.has_value());
        const auto second = verifications.take();
        REQUIRE_FALSE(second.has_value());
        CHECK(second.error().kind == ErrorKind::overloaded);
        CHECK(second.error().message == "A verification is under way for somebody else. Retry later.");
        CHECK_FALSE(verifications.take().has_value());  // asking in vain gives nothing back
    }
    CHECK(verifications.take().has_value());
}
