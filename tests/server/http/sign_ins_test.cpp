// Cookies of who has signed in: how long they are good, and that nobody can make one up.
#include <doctest/doctest.h>

#include "events/vocabulary/limits.hpp"
#include "server/http/sign_ins.hpp"

namespace forloeb::testing {
namespace {

Principal signed_in_as(const char* actor) {
    Principal principal;
    principal.actor = actor;
    return principal;
}

}  // namespace

TEST_CASE("a cookie is good until it is idle, old or ended") {
    SignIns sign_ins;
    const std::string cookie = sign_ins.begin(signed_in_as("koord-1"), 1'000).value();
    CHECK(cookie.size() == 64);
    CHECK(sign_ins.use(cookie, 2'000)->principal.actor == "koord-1");
    CHECK(sign_ins.use(cookie, 2'000)->idle_left_ms == limits::sign_in_idle_ms);
    CHECK_FALSE(sign_ins.use(cookie + "0", 2'000).has_value());
    CHECK_FALSE(sign_ins.use("", 2'000).has_value());
    CHECK(sign_ins.look(cookie, 2'000 + limits::sign_in_idle_ms - 1)->idle_left_ms == 1);
    CHECK_FALSE(sign_ins.look(cookie, 2'000 + limits::sign_in_idle_ms).has_value());
    CHECK_FALSE(sign_ins.use(cookie, 2'000).has_value());
    CHECK(sign_ins.count() == 0);

    const std::string other = sign_ins.begin(signed_in_as("koord-2"), 0).value();
    sign_ins.end(other);
    CHECK_FALSE(sign_ins.use(other, 1).has_value());
}

TEST_CASE("looking does not keep a sign-in alive, using does, and nothing keeps it beyond its time") {
    SignIns sign_ins;
    const std::string looked = sign_ins.begin(signed_in_as("koord-1"), 0).value();
    const std::string used = sign_ins.begin(signed_in_as("koord-2"), 0).value();
    const std::int64_t step = limits::sign_in_idle_ms / 2 + 1;
    CHECK(sign_ins.look(looked, step).has_value());
    CHECK(sign_ins.use(used, step).has_value());
    CHECK_FALSE(sign_ins.look(looked, 2 * step).has_value());
    std::int64_t now = 2 * step;
    while (now < limits::sign_in_ms) {
        CHECK(sign_ins.use(used, now).has_value());
        now += step;
    }
    CHECK_FALSE(sign_ins.use(used, limits::sign_in_ms).has_value());
}

TEST_CASE("what proves that a page is ours belongs to one cookie") {
    SignIns sign_ins;
    const std::string one = sign_ins.begin(signed_in_as("koord-1"), 0).value();
    const std::string two = sign_ins.begin(signed_in_as("koord-1"), 0).value();
    CHECK(one != two);
    CHECK(SignIns::is_csrf_of(one, SignIns::csrf_of(one)));
    CHECK_FALSE(SignIns::is_csrf_of(one, SignIns::csrf_of(two)));
    CHECK_FALSE(SignIns::is_csrf_of(one, ""));
    CHECK(SignIns::csrf_of(one) != one);
}

TEST_CASE("above the limit the sign-in that is idle longest gives way") {
    SignIns sign_ins;
    const std::string oldest = sign_ins.begin(signed_in_as("koord-1"), 0).value();
    const std::string second = sign_ins.begin(signed_in_as("koord-1"), 1).value();
    for (std::size_t i = 2; i < limits::sign_ins_max; ++i) REQUIRE(sign_ins.begin(signed_in_as("koord-1"), 2).has_value());
    CHECK(sign_ins.count() == limits::sign_ins_max);
    REQUIRE(sign_ins.begin(signed_in_as("koord-1"), 3).has_value());
    CHECK(sign_ins.count() == limits::sign_ins_max);
    CHECK_FALSE(sign_ins.look(oldest, 3).has_value());
    CHECK(sign_ins.look(second, 3).has_value());
}

}  // namespace forloeb::testing
