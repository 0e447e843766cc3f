// The HTTP door over real sockets: what a connection may do, and what hostile peers get.
#include <doctest/doctest.h>

#include "events/vocabulary/limits.hpp"
#include "tests/server/http/raw_http.hpp"

namespace forloeb::testing {
namespace {

std::uint32_t events_in(const Server& server) { return static_cast<std::uint32_t>(const_cast<Server&>(server).engine().head().next.value); }

}  // namespace

TEST_CASE_FIXTURE(HttpFixture, "a connection stays open from one request to the next, and every answer is protected") {
    RawHttp peer(http());
    for (int i = 0; i < 3; ++i) {
        const RawResponse live = peer.get("/livez");
        CHECK(live.status == 200);
        CHECK(live.body == "ok\n");
        CHECK(live.header("connection") == "keep-alive");
        CHECK(live.header("x-content-type-options") == "nosniff");
        CHECK(live.header("content-security-policy").find("frame-ancestors 'none'") != std::string::npos);
        CHECK(live.header("cache-control") == "no-store");
    }
    const RawResponse last = peer.get("/livez", "Connection: close\r\n");
    CHECK(last.header("connection") == "close");
    CHECK(peer.is_ended());
}

TEST_CASE_FIXTURE(HttpFixture, "requests that were sent ahead are answered in their order") {
    RawHttp peer(http());
    peer.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(peer.receive().status == 200);
    CHECK(peer.receive().status == 404);
    const RawResponse head = peer.receive(true);
    CHECK(head.status == 200);
    CHECK(head.header("content-length") == "3");
    CHECK(peer.receive().body == "ok\n");
}

TEST_CASE_FIXTURE(HttpFixture, "a smuggled second request is never answered") {
    RawHttp peer(http());
    peer.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const RawResponse refused = peer.receive();
    CHECK(refused.status == 400);
    CHECK(refused.header("connection") == "close");
    CHECK(refused.header("content-type") == "application/problem+json");
    CHECK(peer.is_ended());
}

TEST_CASE_FIXTURE(HttpFixture, "headers and bodies without an end are refused, and the others go on") {
    RawHttp endless(http());
    endless.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
    endless.send(std::string(2 * limits::http_header_bytes_max, 'a'));
    CHECK(endless.receive().status == 431);
    CHECK(endless.is_ended());
    RawHttp huge(http());
    huge.send("POST /api/v1/lookup HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");
    CHECK(huge.receive().status == 413);
    RawHttp nonsense(http());
    nonsense.send(std::string(100, '\xff') + "\r\n\r\n");
    CHECK(nonsense.receive().status == 400);
    CHECK(RawHttp(http()).get("/livez").status == 200);
}

TEST_CASE_FIXTURE(HttpFixture, "who expects to be told to go on is told") {
    RawHttp peer(http());
    peer.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
    CHECK(peer.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    peer.send("{\"token\":1}");
    CHECK(peer.receive().status == 400);
}

TEST_CASE_FIXTURE(HttpFixture, "paths lead nowhere else than to the page") {
    RawHttp peer(http());
    CHECK(peer.get("/").header("content-type") == "text/html; charset=utf-8");
    for (const char* const path : {"/server.cpp", "/index.htm", "/.git/config", "/assets/", "/etc/passwd"}) CHECK(peer.get(path).status == 404);
    const RawResponse climbing = peer.get("/../../etc/passwd");
    CHECK(climbing.status == 400);
    CHECK(RawHttp(http()).get("/%2e%2e/etc/passwd").status == 400);
    CHECK(RawHttp(http()).ask("POST", "/").status == 405);
    CHECK(RawHttp(http()).ask("OPTIONS", "/").status == 204);
    CHECK(RawHttp(http()).ask("TRACE", "/").status == 405);
}

TEST_CASE_FIXTURE(HttpFixture, "the page is kept by its browser and told apart by its content") {
    RawHttp peer(http());
    const RawResponse page = peer.get("/");
    CHECK(page.header("cache-control") == "no-cache");
    const RawResponse same = peer.get("/index.html", "If-None-Match: " + page.header("etag") + "\r\n");
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(peer.get("/", "If-None-Match: W/\"other\"\r\n").status == 200);
}

TEST_CASE_FIXTURE(HttpFixture, "another name than this machine's, and a page of another site, are refused") {
    CHECK(RawHttp(http()).get("/livez", "Host: rebound.example\r\n").status == 421);
    CHECK(RawHttp(http()).get("/api/v1/session", "Origin: http://evil.example\r\n").status == 403);
    CHECK(RawHttp(http()).ask("POST", "/api/v1/session", "Sec-Fetch-Site: cross-site\r\n", "{}").status == 403);
    CHECK(RawHttp(http()).get("/api/v1/session").status == 200);
}

TEST_CASE_FIXTURE(HttpFixture, "a peer that goes in the middle of anything harms nobody") {
    for (const char* const part : {"G", "GET / HTTP/1.1\r\n", "POST /api/v1/lookup HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc", "GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"})
        RawHttp(http()).send(part);
    CHECK(RawHttp(http()).get("/readyz").status == 200);
    CHECK(events_in(*server) == 0);
}

TEST_CASE_FIXTURE(HttpFixture, "from one address there are only so many connections at a time") {
    std::vector<std::unique_ptr<RawHttp>> peers;
    for (std::size_t i = 0; i < limits::connections_of_address_max; ++i) {
        peers.push_back(std::make_unique<RawHttp>(http()));
        REQUIRE(peers.back()->get("/livez").status == 200);
    }
    CHECK(RawHttp(http()).get("/livez").status == 0);
    peers.pop_back();
    // The end of the one that went is noticed on the server's I/O thread: an answer on another connection comes after it.
    REQUIRE(peers.back()->get("/livez").status == 200);
    unsigned status = 0;
    for (int i = 0; i < 100 && status != 200; ++i) status = RawHttp(http()).get("/livez").status;
    CHECK(status == 200);
}

TEST_CASE_FIXTURE(HttpFixture, "a stop answers what is under way and ends the rest") {
    RawHttp idle(http());
    REQUIRE(idle.get("/livez").status == 200);
    RawHttp streaming(http());
    streaming.send("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    REQUIRE(streaming.read_until("event: caughtUp").ends_with("event: caughtUp"));
    server->stop();
    CHECK(idle.is_ended());
    CHECK(streaming.read_until("event: ended").ends_with("event: ended"));
    CHECK(streaming.read_until("0\r\n\r\n").ends_with("0\r\n\r\n"));
}

TEST_CASE_FIXTURE(HttpFixture, "probes say how the server does, and figures name no case and no person") {
    store(1, 7, true, 2);
    RawHttp peer(http());
    CHECK(peer.get("/readyz").body == "ok\n");
    const std::string all = peer.get("/readyz?verbose").body;
    for (const char* const part : {"[+] store: 3 events\n", "[+] disk: ", "[+] projections: ", "[+] read_log: can be written\n", "\nok\n"}) CHECK_MESSAGE(all.find(part) != std::string::npos, part);
    const RawResponse metrics = peer.get("/metrics");
    CHECK(metrics.header("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    for (const char* const line : {"forloeb_log_events_total 3\n", "forloeb_appends_total{outcome=\"stored\"} 1\n", "forloeb_http_requests_total{method=\"GET\",route=\"/readyz\",status=\"2xx\"} 2\n", "forloeb_http_connections 1\n"})
        CHECK_MESSAGE(metrics.body.find(line) != std::string::npos, line);
    CHECK(metrics.body.find("0193") == std::string::npos);
}

}  // namespace forloeb::testing
