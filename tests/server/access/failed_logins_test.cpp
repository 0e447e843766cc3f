#include "server/access/failed_logins.hpp"

#include <doctest/doctest.h>

#include "events/vocabulary/limits.hpp"

namespace forloeb::testing {

TEST_CASE("the third failed attempt within ten minutes locks a place out for a quarter of an hour, and no other place") {
    FailedLogins logins;
    CHECK_FALSE(logins.failed("a", 0));
    CHECK_FALSE(logins.failed("a", 1000));
    CHECK_FALSE(logins.is_locked_out("a", 1000));
    CHECK(logins.failed("a", 2000));
    CHECK(logins.is_locked_out("a", 2000));
    CHECK_FALSE(logins.is_locked_out("b", 2000));
    CHECK_FALSE(logins.failed("a", 3000));
    CHECK(logins.is_locked_out("a", 2000 + limits::lock_out_ms - 1));
    CHECK_FALSE(logins.is_locked_out("a", 2000 + limits::lock_out_ms));
}

TEST_CASE("a lock-out lasts as long as its owner says, and says how much of it is left") {
    FailedLogins logins;
    logins.lock_out_for(10'000);
    for (int i = 0; i < 3; ++i) static_cast<void>(logins.failed("a", 1000));
    CHECK(logins.locked_out_ms("a", 1000) == 10'000);
    CHECK(logins.locked_out_ms("a", 10'999) == 1);
    CHECK(logins.locked_out_ms("a", 11'000) == 0);
    CHECK(logins.locked_out_ms("a", 99'000) == 0);
    CHECK(logins.locked_out_ms("b", 1000) == 0);
    CHECK_FALSE(logins.failed("a", 11'000));  // it begins anew
}

TEST_CASE("attempts that lie ten minutes back, or before a success, do not count") {
    FailedLogins logins;
    CHECK_FALSE(logins.failed("a", 0));
    CHECK_FALSE(logins.failed("a", 1000));
    CHECK_FALSE(logins.failed("a", limits::failed_logins_within_ms));
    logins.succeeded("a");
    CHECK_FALSE(logins.failed("a", limits::failed_logins_within_ms + 1));
    CHECK_FALSE(logins.failed("a", limits::failed_logins_within_ms + 2));
    CHECK(logins.failed("a", limits::failed_logins_within_ms + 3));
}

TEST_CASE("many places that fail once each are forgotten before they fill the memory, and one that is locked out is not") {
    FailedLogins logins;
    for (int i = 0; i < 3; ++i) static_cast<void>(logins.failed("locked", i));
    for (std::size_t i = 0; i < 3 * limits::places_remembered_max; ++i) CHECK_FALSE(logins.failed(std::to_string(i), 10 + static_cast<std::int64_t>(i)));
    CHECK(logins.is_locked_out("locked", 60'000));
}

}  // namespace forloeb::testing
