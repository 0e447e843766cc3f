// What the HTTP door does with peers that are slow, silent, greedy or gone, with patience that ends soon.
#include <doctest/doctest.h>

#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "tests/server/http/raw_http.hpp"

namespace forloeb::testing {
namespace {

struct ImpatientDoor : HttpFixture {
    explicit ImpatientDoor(bool owner_on_loopback = true)
        : HttpFixture(owner_on_loopback, [](ServerOptions& options) { options.http_patience = {.header_ms = 50, .body_ms = 50, .idle_ms = 50, .stall_ms = 50, .heartbeat_ms = 50}; }) {}
};

struct ImpatientSignIn : ImpatientDoor {
    ImpatientSignIn() : ImpatientDoor(false) {}
};

/// Looks again until it is so; gives up after a while, so that a broken server fails a test instead of hanging it.
bool comes_true(const std::function<bool()>& is_so) {
    for (int looks = 0; looks < 1'000; ++looks) {
        if (is_so()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

bool is_the_only_connection(const Endpoint& http) { return RawHttp(http).get("/metrics").body.find("forloeb_http_connections 1\n") != std::string::npos; }

std::string user_of_this_process() { return ::getpwuid(::geteuid())->pw_name; }

}  // namespace

TEST_CASE_FIXTURE(ImpatientDoor, "who is slow with a header or a body is told so and ended, who says nothing is ended") {
    RawHttp silent(http());
    RawHttp in_header(http());
    in_header.send("GET /livez HTTP/1.1\r\nHost: local");
    RawHttp in_body(http());
    in_body.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"to");
    for (RawHttp* const slow : {&in_header, &in_body}) {
        const RawResponse told = slow->receive();
        CHECK(told.status == 408);
        CHECK(told.header("connection") == "close");
        CHECK(slow->is_ended());
    }
    CHECK(silent.is_ended());
    CHECK(RawHttp(http()).get("/livez").status == 200);
}

TEST_CASE_FIXTURE(HttpFixture, "a body without an announced length is refused where it becomes too large") {
    RawHttp peer(http());
    peer.send("POST /api/v1/lookup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "100000\r\n" + std::string(0x100000, ' ') + "\r\n";
    for (std::size_t sent = 0; sent <= limits::http_body_bytes_max; sent += 0x100000) peer.send(chunk);
    CHECK(peer.receive().status == 413);
    CHECK(RawHttp(http()).get("/livez").status == 200);
}

TEST_CASE_FIXTURE(ImpatientDoor, "a peer that asks and asks and reads nothing is cut off, and costs what one response does") {
    RawHttp greedy(http());
    constexpr int asked = 100;
    for (int i = 0; i < asked; ++i) greedy.send("GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(comes_true([&] { return is_the_only_connection(http()); }));
    int answered = 0;
    while (greedy.receive().status == 200) ++answered;
    CHECK(answered < asked);
}

TEST_CASE_FIXTURE(ImpatientSignIn, "an event stream ends when who reads it signs out, and says why") {
    const RawResponse signed_in = RawHttp(http()).ask("POST", "/api/v1/session", "Content-Type: application/json\r\n", "{\"token\":\"" + token(true) + "\"}");
    REQUIRE(signed_in.status == 200);
    const std::string set = signed_in.header("set-cookie");
    const std::string cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    RawHttp stream(http());
    stream.send("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n" + cookie + "\r\n");
    REQUIRE(stream.read_until("event: caughtUp").ends_with("event: caughtUp"));
    REQUIRE(stream.read_until(": \n\n").ends_with(": \n\n"));  // it is kept open while nothing happens
    CHECK(RawHttp(http()).ask("DELETE", "/api/v1/session", cookie + "X-CSRF-Token: " + signed_in.member("csrf") + "\r\n").status == 204);
    CHECK(stream.read_until("event: ended").ends_with("event: ended"));
    CHECK(stream.read_until("\n\n").find("\"rule\":\"sign_in\"") != std::string::npos);
    CHECK(stream.read_until("0\r\n\r\n").ends_with("0\r\n\r\n"));
    CHECK(stream.is_ended());
}

TEST_CASE("with a proxy's user the Unix socket ends at once for anybody else than that user and the owner") {
    if (::geteuid() != 0) {
        MESSAGE("skipped: only root can give the data to another user");
        return;
    }
    const auto owned_by_another = [](const std::string& proxy) {
        return [proxy](ServerOptions& options) {
            std::filesystem::create_directory(options.engine.data);
            constexpr uid_t another = 65534;
            REQUIRE(::chown(options.engine.data.c_str(), another, static_cast<gid_t>(-1)) == 0);
            options.http_proxy_user = proxy;
        };
    };
    const HttpFixture without_us(false, owned_by_another("no-such-user"));
    CHECK(RawHttp(without_us.server->http_endpoints().at(1)).is_ended());
    CHECK(RawHttp(without_us.http()).get("/livez").status == 200);

    const HttpFixture we_are_it(false, owned_by_another(user_of_this_process()));
    const Endpoint& socket = we_are_it.server->http_endpoints().at(1);
    CHECK(RawHttp(socket).get("/api/v1/session").member("rule") == "sign_in");  // the proxy's user by itself is nobody
    CHECK(RawHttp(socket).get("/api/v1/session", "Forloeb-Actor: koord-1\r\n").member("actor") == "koord-1");
    CHECK(RawHttp(socket).get("/api/v1/session", "Forloeb-Actor: koord-1\r\nForloeb-Actor: koord-2\r\n").status == 400);
}

TEST_CASE("--web-dir gives the files of a folder as they are now, and nothing outside it") {
    const TemporaryDirectory pages;
    std::ofstream(pages.path() / "secret.txt") << "outside";
    std::filesystem::create_directory(pages.path() / "dist");
    const auto write = [&](const char* text) { std::ofstream(pages.path() / "dist" / "index.html") << text; };
    write("<p>first</p>");
    std::filesystem::create_symlink("../secret.txt", pages.path() / "dist" / "link.txt");
    const HttpFixture door(true, [&](ServerOptions& options) { options.web_dir = pages.path() / "dist"; });
    const RawResponse first = RawHttp(door.http()).get("/");
    CHECK(first.body == "<p>first</p>");
    CHECK(first.header("content-type") == "text/html; charset=utf-8");
    write("<p>second</p>");
    const RawResponse second = RawHttp(door.http()).get("/", "If-None-Match: " + first.header("etag") + "\r\n");
    CHECK(second.status == 200);
    CHECK(second.body == "<p>second</p>");
    for (const char* const path : {"/link.txt", "/secret.txt", "/dist/index.html", "/"}) CHECK(RawHttp(door.http()).get(path).body.find("outside") == std::string::npos);
    CHECK(RawHttp(door.http()).get("/link.txt").status == 404);
    CHECK(RawHttp(door.http()).get("/..%2fsecret.txt").status == 400);
}

}  // namespace forloeb::testing
