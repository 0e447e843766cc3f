#include "server/access/quotas.hpp"

#include <doctest/doctest.h>

namespace forloeb {
namespace {

TEST_CASE("a token bucket gives a burst, then as much as time brings, and says how long to wait") {
    TokenBucket bucket(10, 3);
    const SteadyMs start{1'000'000};
    for (int i = 0; i < 3; ++i) {
        CHECK(bucket.wait_ms(start) == 0);
        bucket.take(1);
    }
    CHECK(bucket.wait_ms(start) == 100);
    CHECK(bucket.wait_ms({start.value + 50}) == 50);
    CHECK(bucket.wait_ms({start.value + 100}) == 0);
    CHECK_FALSE(bucket.is_full({start.value + 250}));
    CHECK(bucket.is_full({start.value + 400}));
    CHECK(bucket.is_full({start.value + 3'000'000}));  // and never holds more than its burst
    CHECK(bucket.wait_ms({start.value + 3'000'000}) == 0);
    bucket.take(3);
    CHECK(bucket.wait_ms({start.value + 3'000'000}) == 100);
}

TEST_CASE("a clock that stands still or goes back fills no bucket") {
    TokenBucket bucket(10, 1);
    bucket.take(1);
    CHECK(bucket.wait_ms({5'000}) == 0);  // the first look fills it
    bucket.take(1);
    CHECK(bucket.wait_ms({5'000}) == 100);
    CHECK(bucket.wait_ms({4'000}) == 100);
}

TEST_CASE("each actor has requests of their own, and one who asks too much is told when to come back") {
    Quotas quotas;
    for (int i = 0; i < 4'000; ++i) REQUIRE(quotas.take_request("koord-1", {10'000}).has_value());
    const Status refused = quotas.take_request("koord-1", {10'000});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::overloaded);
    CHECK(refused.error().retry_after_ms == 1);
    CHECK(quotas.take_request("koord-2", {10'000}).has_value());
    CHECK(quotas.take_request("koord-1", {10'001}).has_value());
}

TEST_CASE("personal text leaves a debt that is paid off before the next") {
    Quotas quotas;
    CHECK(quotas.check_personal("koord-1", {10'000}).has_value());
    quotas.took_personal("koord-1", 66 * 1024 * 1024, {10'000});
    const Status refused = quotas.check_personal("koord-1", {10'000});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().retry_after_ms == 2'001);
    CHECK(quotas.take_request("koord-1", {10'000}).has_value());
    CHECK(quotas.check_personal("koord-1", {12'001}).has_value());
}

}  // namespace
}  // namespace forloeb
