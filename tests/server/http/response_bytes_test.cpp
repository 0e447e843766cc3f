// What every response carries, and what may not stand on its lines.
#include <doctest/doctest.h>
#include <zlib.h>

#include "server/http/response_bytes.hpp"

namespace forloeb::testing {
namespace {

std::string inflated(const std::string& compressed, std::size_t bytes) {
    std::string out(bytes, '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    inflateEnd(&stream);
    return out;
}

HttpRequest who_accepts(const char* codings) { return {"GET", "/", {}, {{"accept-encoding", codings}}, {}}; }

}  // namespace

TEST_CASE("the head of a response is what RFC 9112 says") {
    const HttpResponse response{200, {{"content-type", "application/json"}}, "{}"};
    CHECK(head_bytes(response, BodyFraming::length, true, {784'111'777'000'000}) ==
          "HTTP/1.1 200 OK\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n");
    CHECK(head_bytes({204, {}, {}}, BodyFraming::length, false, {0}) == "HTTP/1.1 204 No Content\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\nconnection: close\r\n\r\n");
}

TEST_CASE("a value that would begin another line is left out") {
    const std::string head = head_bytes({200, {{"x-bad", "a\r\nset-cookie: b=c"}, {"x-worse", "a\nb"}, {"x\r\ny", "a"}, {"x-good", "a"}}, {}}, BodyFraming::length, true, {0});
    CHECK(head.find("set-cookie") == std::string::npos);
    CHECK(head.find("x-worse") == std::string::npos);
    CHECK(head.find("x-good: a\r\n") != std::string::npos);
}

TEST_CASE("every response is protected, and over TLS for good") {
    HttpResponse plain;
    protect(plain, Entrance::loopback);
    CHECK(plain.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'"));
    CHECK(plain.header("x-content-type-options") == "nosniff");
    CHECK(plain.header("referrer-policy") == "no-referrer");
    CHECK(plain.header("cross-origin-opener-policy") == "same-origin");
    CHECK(plain.header("cross-origin-resource-policy") == "same-origin");
    CHECK(plain.header("cache-control") == "no-store");
    CHECK(plain.header("strict-transport-security").empty());
    HttpResponse secure{200, {{"cache-control", "no-cache"}}, {}};
    protect(secure, Entrance::tls);
    CHECK(secure.header("strict-transport-security") == "max-age=31536000");
    CHECK(secure.header("cache-control") == "no-cache");
}

TEST_CASE("a large text is compressed for whoever takes it") {
    const std::string body(5'000, 'a');
    HttpResponse response{200, {{"content-type", "application/json"}}, body};
    CHECK(wants_gzip(who_accepts("br, gzip"), response));
    CHECK(wants_gzip(who_accepts("gzip;q=0.5"), response));
    CHECK_FALSE(wants_gzip(who_accepts("gzip;q=0"), response));
    CHECK_FALSE(wants_gzip(who_accepts("br"), response));
    CHECK_FALSE(wants_gzip(who_accepts(""), response));
    CHECK_FALSE(wants_gzip(who_accepts("gzip"), {200, {{"content-type", "application/json"}}, std::string(1'024, 'a')}));
    CHECK_FALSE(wants_gzip(who_accepts("gzip"), {200, {{"content-type", "image/png"}}, body}));
    gzip(response);
    CHECK(response.header("content-encoding") == "gzip");
    CHECK(response.header("vary") == "accept-encoding");
    CHECK(response.body.size() < 100);
    CHECK(inflated(response.body, body.size()) == body);
}

}  // namespace forloeb::testing
