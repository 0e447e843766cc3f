// The fuzz target's promise on a small corpus: requests of each kind with bytes changed, cut off and moved.
#include <doctest/doctest.h>

#include "tests/fuzz/read_requests.hpp"

using namespace forloeb;

TEST_CASE("requests with any byte changed, cut off or moved are understood the same however they arrive, or refused") {
    const std::string get = "GET /api/v1/cases?unit=%C3%A6+b&limit=2 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                            "Cookie: a=b; forloeb_session=0123456789abcdef\r\n\r\n";
    const std::string post = "POST /api/v1/lookup HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: application/json\r\n"
                             "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 16\r\n\r\n{\"name\": \"sag1\"}";
    const std::string chunked = "POST /api/v1/append HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n3;x=y\r\n1 }\r\n0\r\n\r\n";
    const std::string odd = "OPTIONS * HTTP/1.0\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
    const std::string climbing = "GET /a/%2e%2e/b/../c//d HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (const std::string& request : {get, post, chunked, odd, climbing, post + get + chunked})
        CHECK_NOTHROW(fuzz::feed_changed("http", request, fuzz::read_requests));
}
