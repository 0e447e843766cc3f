// Paths and queries of request lines, and those that are refused.
#include <doctest/doctest.h>

#include "server/http/request_target.hpp"

namespace forloeb::testing {

TEST_CASE("a target is taken apart and its escapes undone") {
    const auto target = parse_target("/api/v1/coordinators/s%C3%B8-1/day?date=2026-01-05&types=a%2Cb&empty=&flag");
    REQUIRE(target.has_value());
    CHECK(target->path == "/api/v1/coordinators/sø-1/day");
    CHECK(target->query == HttpFields{{"date", "2026-01-05"}, {"types", "a,b"}, {"empty", ""}, {"flag", ""}});
    CHECK(parse_target("/?")->query.empty());
    CHECK(parse_target("/a/b.c/...")->path == "/a/b.c/...");
}

TEST_CASE("a target that could lead elsewhere is refused") {
    for (const char* const target : {"", "x", "http://localhost/", "//..//", "/../etc/passwd", "/a/../b", "/a/..", "/./a", "/%2e%2e/a", "/a%2fb", "/a%2Fb", "/a%00b",
                                     "/a%0d%0aX:%20y", "/a\\b", "/a b", "/a%", "/a%g0", "/a?x=%2", "/a#b", "/\xc3\xa6", "/a<b>"}) {
        CAPTURE(target);
        CHECK_FALSE(parse_target(target).has_value());
    }
}

TEST_CASE("a query of too many parameters is refused") {
    std::string target = "/a?x=1";
    for (int i = 0; i < 256; ++i) target.append("&x=1");
    CHECK_FALSE(parse_target(target).has_value());
}

}  // namespace forloeb::testing
