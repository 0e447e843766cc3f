// Which names and which pages may ask.
#include <doctest/doctest.h>

#include "server/http/request_origin.hpp"

namespace forloeb::testing {
namespace {

HttpRequest request_from(HttpFields headers) { return {"POST", "/api/v1/lookup", {}, std::move(headers), {}}; }

bool takes_host(const char* host, Entrance entrance = Entrance::loopback) { return check_host(request_from({{"host", host}}), entrance).has_value(); }

}  // namespace

TEST_CASE("without TLS only this machine's own names are answered") {
    for (const char* const host : {"localhost", "localhost:7480", "127.0.0.1:7480", "127.9.9.9", "[::1]:7480", "[::1]"}) CHECK_MESSAGE(takes_host(host), host);
    for (const char* const host : {"", "forloeb.example", "forloeb.example:7480", "127.0.0.1.example", "localhost.example", "10.0.0.1", "[::2]", "[::1", "0.0.0.0"})
        CHECK_FALSE_MESSAGE(takes_host(host), host);
    CHECK(takes_host("forloeb.example", Entrance::unix_socket));
    CHECK(takes_host("forloeb.example", Entrance::tls));
}

TEST_CASE("a page of another site may not ask") {
    const auto may = [](HttpFields headers) { return check_site(request_from(std::move(headers))).has_value(); };
    CHECK(may({{"host", "localhost:7480"}}));
    CHECK(may({{"host", "localhost:7480"}, {"origin", "http://localhost:7480"}, {"sec-fetch-site", "same-origin"}}));
    CHECK(may({{"host", "localhost:7480"}, {"sec-fetch-site", "none"}}));
    CHECK_FALSE(may({{"host", "localhost:7480"}, {"origin", "http://localhost:8000"}}));
    CHECK_FALSE(may({{"host", "localhost:7480"}, {"origin", "null"}}));
    CHECK_FALSE(may({{"host", "localhost:7480"}, {"origin", "http://localhost:7480.example"}}));
    CHECK_FALSE(may({{"host", "localhost:7480"}, {"sec-fetch-site", "cross-site"}}));
    CHECK_FALSE(may({{"host", "localhost:7480"}, {"sec-fetch-site", "same-site"}}));
}

TEST_CASE("a cookie is found by its whole name") {
    const HttpRequest request = request_from({{"cookie", "other=1; forloeb_session=abc; xforloeb_session=no"}});
    CHECK(cookie_of(request, "forloeb_session") == "abc");
    CHECK(cookie_of(request, "other") == "1");
    CHECK(cookie_of(request, "session").empty());
    CHECK(cookie_of(request, "forloeb").empty());
}

}  // namespace forloeb::testing
