// Bytes to requests: what is taken, and everything that could be read in two ways.
#include <doctest/doctest.h>

#include "events/vocabulary/limits.hpp"
#include "server/http/request_reader.hpp"

namespace forloeb::testing {
namespace {

using enum RequestReader::Step;

RequestReader::Step read_all(RequestReader& reader, std::string_view text) { return reader.take(as_bytes(text)); }

/// The status that these bytes are refused with; 0 if they are not.
unsigned refused_with(std::string_view text) {
    RequestReader reader;
    return read_all(reader, text) == refused ? reader.refusal().status : 0;
}

std::string request_with(std::string_view headers, std::string_view body = {}) {
    return std::string("POST /api/v1/lookup HTTP/1.1\r\nHost: localhost\r\n").append(headers).append("\r\n").append(body);
}

}  // namespace

TEST_CASE("a request is read whole, byte by byte and with the next one behind it") {
    const std::string first = request_with("Content-Length: 5\r\nX-Two: a\r\n", "hello");
    const std::string both = first + "GET /cases?unit=%C3%A6+b&limit=2 HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const std::size_t chunk : {both.size(), std::size_t{1}, std::size_t{7}}) {
        RequestReader reader;
        std::size_t at = 0;
        RequestReader::Step step = more;
        while (step == more && at < both.size()) {
            const std::size_t size = std::min(chunk, both.size() - at);
            step = read_all(reader, std::string_view(both).substr(at, size));
            at += size;
        }
        REQUIRE(step == done);
        CHECK(reader.request().method == "POST");
        CHECK(reader.request().path == "/api/v1/lookup");
        CHECK(reader.request().header("x-two") == "a");
        CHECK(reader.request().body == "hello");
        CHECK(reader.keeps_alive());
        CHECK(reader.take(as_bytes(std::string_view(both).substr(at))) == done);
        REQUIRE(reader.next() == done);
        CHECK(reader.request().path == "/cases");
        REQUIRE(reader.request().query.size() == 2);
        CHECK(reader.request().query[0] == HttpField("unit", "æ b"));
        CHECK(reader.request().query[1] == HttpField("limit", "2"));
        CHECK(reader.request().body.empty());
        CHECK(reader.next() == more);
        CHECK_FALSE(reader.begun());
    }
}

TEST_CASE("chunks are put together, and what stands between them has no say") {
    RequestReader reader;
    REQUIRE(read_all(reader, request_with("Transfer-Encoding: chunked\r\n", "4;note=x\r\nabcd\r\n2\r\nef\r\n0\r\nX-Trailer: 3\r\n\r\n")) == done);
    CHECK(reader.request().body == "abcdef");
    CHECK(reader.request().header("x-trailer").empty());
    CHECK(reader.next() == more);
    CHECK_FALSE(reader.begun());
}

TEST_CASE("two ways to say where a body ends are refused") {
    CHECK(refused_with(request_with("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n")) == 400);
    CHECK(refused_with(request_with("Content-Length: 4\r\nContent-Length: 5\r\n", "abcde")) == 400);
    CHECK(refused_with(request_with("Content-Length: 4\r\nContent-Length: 4\r\n", "abcd")) == 400);
    CHECK(refused_with(request_with("Content-Length: 4, 4\r\n", "abcd")) == 400);
    CHECK(refused_with(request_with("Content-Length: +4\r\n", "abcd")) == 400);
    CHECK(refused_with(request_with("Content-Length: -1\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: identity\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: xchunked\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")) == 400);
    CHECK(refused_with("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
}

TEST_CASE("chunks that are none are refused") {
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\n", "xyz\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\n", "2\r\nabcd\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\n", "0\r\nContent-Length: 3\r\n\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\n", "ffffffffffffffffff\r\n")) == 400);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\n", "1" + std::string(";a", 2) + std::string(limits::http_header_bytes_max + 10, 'x'))) == 400);
}

TEST_CASE("a header line that another program could read otherwise is refused") {
    CHECK(refused_with("GET / HTTP/1.1\nHost: localhost\n\n") == 505);
    CHECK(refused_with(request_with("X: a\nContent-Length: 3\r\n")) == 400);
    CHECK(refused_with(request_with(std::string_view("X: a\0b\r\n", 8))) == 400);
    CHECK(refused_with(request_with("X y: a\r\n")) == 400);
    CHECK(refused_with("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(refused_with("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400);
    CHECK(refused_with("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
    CHECK(refused_with("GET / HTTP/1.2\r\nHost: a\r\n\r\n") == 505);
    CHECK(refused_with("\x16\x03\x01\x02 a TLS handshake on a plain port\r\n\r\n") == 400);
    for (const char* const once : {"Authorization: Bearer a", "Cookie: a=b", "X-CSRF-Token: a", "Forloeb-Actor: a", "Origin: http://a"})
        CHECK(refused_with(request_with(std::string(once).append("\r\n").append(once).append("\r\n"))) == 400);
}

TEST_CASE("what is too large is refused before it is held") {
    CHECK(refused_with(request_with("X: " + std::string(limits::http_header_bytes_max, 'a') + "\r\n")) == 431);
    std::string many;
    for (std::size_t i = 0; i <= limits::http_header_fields_max; ++i) many.append("X: a\r\n");
    CHECK(refused_with(request_with(many)) == 431);
    CHECK(refused_with("GET /" + std::string(limits::http_target_bytes_max, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    CHECK(refused_with(request_with("Content-Length: " + std::to_string(limits::http_body_bytes_max + 1) + "\r\n")) == 413);
    CHECK(refused_with(request_with("Transfer-Encoding: chunked\r\n", "800001\r\n")) == 413);
    CHECK(refused_with(request_with("Content-Encoding: gzip\r\n")) == 415);
    CHECK(refused_with(request_with("Expect: tea\r\n")) == 417);
}

TEST_CASE("after a refusal nothing more is read") {
    RequestReader reader;
    REQUIRE(read_all(reader, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n") == refused);
    CHECK_FALSE(reader.keeps_alive());
    CHECK(reader.next() == refused);
    CHECK(read_all(reader, "GET / HTTP/1.1\r\nHost: a\r\n\r\n") == refused);
}

TEST_CASE("who waits to be told to go on is told once, and not if the body is there") {
    RequestReader reader;
    CHECK(read_all(reader, request_with("Content-Length: 4\r\nExpect: 100-continue\r\n")) == expects_continue);
    CHECK(read_all(reader, "ab") == more);
    CHECK(read_all(reader, "cd") == done);
    RequestReader whole;
    CHECK(read_all(whole, request_with("Content-Length: 4\r\nExpect: 100-continue\r\n", "abcd")) == done);
}

TEST_CASE("HTTP/1.0 and Connection: close end the connection") {
    RequestReader old;
    REQUIRE(read_all(old, "GET / HTTP/1.0\r\n\r\n") == done);
    CHECK_FALSE(old.keeps_alive());
    CHECK_FALSE(old.speaks_1_1());
    RequestReader closing;
    REQUIRE(read_all(closing, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") == done);
    CHECK_FALSE(closing.keeps_alive());
}

TEST_CASE("OPTIONS may ask about the whole server") {
    RequestReader reader;
    REQUIRE(read_all(reader, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n") == done);
    CHECK(reader.request().path == "*");
    CHECK(refused_with("GET * HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
}

}  // namespace forloeb::testing
