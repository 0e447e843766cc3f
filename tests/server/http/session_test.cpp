// Signing in and out at the page, over real sockets: who is let in, once, and for how long.
#include <doctest/doctest.h>

#include <algorithm>
#include <unistd.h>

#include <thread>

#include "events/schema/access.capnp.h"
#include "server/access/access_register.hpp"
#include "tests/server/http/raw_http.hpp"

namespace forloeb::testing {
namespace {

std::string sign_in_body(const std::string& token) { return "{\"token\":\"" + token + "\"}"; }

RawResponse sign_in(const Endpoint& http, const std::string& token) {
    return RawHttp(http).ask("POST", "/api/v1/session", "Content-Type: application/json\r\n", sign_in_body(token));
}

/// "Cookie: name=value", as a browser sends it back.
std::string cookie_line(const RawResponse& signed_in) {
    const std::string set = signed_in.header("set-cookie");
    return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
}

}  // namespace

TEST_CASE_FIXTURE(SignInFixture, "nobody is known without signing in, and what is known then is who asked for the token") {
    CHECK(RawHttp(http()).get("/api/v1/session").status == 401);
    CHECK(RawHttp(http()).get("/api/v1/session").member("rule") == "sign_in");
    CHECK(RawHttp(http()).get("/api/v1/status").status == 401);
    CHECK(RawHttp(http()).get("/api/v1/stream").status == 401);
    const RawResponse signed_in = sign_in(http(), token(true));
    REQUIRE(signed_in.status == 200);
    CHECK(signed_in.member("signedIn") == "true");
    CHECK(signed_in.member("identified") == "owner");
    CHECK(signed_in.member("csrf").size() == 64);
    const std::string set = signed_in.header("set-cookie");
    CHECK(set.starts_with("forloeb_session="));
    for (const char* const part : {"; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=36000"}) CHECK_MESSAGE(set.find(part) != std::string::npos, part);
    const RawResponse again = RawHttp(http()).get("/api/v1/session", cookie_line(signed_in));
    CHECK(again.status == 200);
    CHECK(again.member("csrf") == signed_in.member("csrf"));
    CHECK(again.member("actor") == signed_in.member("actor"));
    CHECK(again.header("set-cookie").empty());
}

TEST_CASE_FIXTURE(SignInFixture, "a token to sign in with is good once, also for two at the same moment, and its use is on the log") {
    const std::string secret = token(true);
    std::array<unsigned, 4> statuses{};
    std::vector<std::thread> threads;
    for (unsigned& status : statuses)
        threads.emplace_back([&, endpoint = http()] { status = sign_in(endpoint, secret).status; });
    for (std::thread& thread : threads) thread.join();
    CHECK(std::ranges::count(statuses, 200U) == 1);
    const auto events = server->engine().read_whole_stream(AccessRegister::stream_of(server->engine())).value();
    CHECK(std::ranges::count_if(events, [](const EventView& event) { return event.type().name == "token.revoked"; }) == 1);
}

TEST_CASE_FIXTURE(SignInFixture, "a token to sign in with opens nothing else") {
    const std::string secret = token(true);
    CHECK(RawHttp(http()).get("/api/v1/session", "Authorization: Bearer " + secret + "\r\n").status == 401);
    CHECK(sign_in(http(), secret).status == 200);
}

TEST_CASE_FIXTURE(SignInFixture, "without the header that only our page can read nothing is changed") {
    const RawResponse signed_in = sign_in(http(), token(true));
    const std::string cookie = cookie_line(signed_in);
    const RawResponse missing = RawHttp(http()).ask("DELETE", "/api/v1/session", cookie);
    CHECK(missing.status == 403);
    CHECK(missing.member("rule") == "access.csrf");
    CHECK(RawHttp(http()).ask("POST", "/api/v1/lookup", cookie + "Content-Type: application/json\r\n", "{}").member("rule") == "access.csrf");
    CHECK(RawHttp(http()).ask("DELETE", "/api/v1/session", cookie + "X-CSRF-Token: " + std::string(64, '0') + "\r\n").status == 403);
    CHECK(RawHttp(http()).get("/api/v1/session", cookie).status == 200);
}

TEST_CASE_FIXTURE(SignInFixture, "after signing out the cookie is nobody's") {
    const RawResponse signed_in = sign_in(http(), token(true));
    const std::string cookie = cookie_line(signed_in);
    const RawResponse out = RawHttp(http()).ask("DELETE", "/api/v1/session", cookie + "X-CSRF-Token: " + signed_in.member("csrf") + "\r\n");
    CHECK(out.status == 204);
    CHECK(out.header("set-cookie").find("Max-Age=0") != std::string::npos);
    CHECK(RawHttp(http()).get("/api/v1/session", cookie).status == 401);
    CHECK(RawHttp(http()).get("/api/v1/status", cookie).status == 401);
}

TEST_CASE_FIXTURE(SignInFixture, "three guesses lock the place out, the right token too") {
    const std::string secret = token(true);
    for (int i = 0; i < 3; ++i) CHECK(sign_in(http(), "forloeb_" + std::string(64, 'a')).status == 401);
    const RawResponse locked = sign_in(http(), secret);
    CHECK(locked.status == 429);
    CHECK(locked.member("rule") == "access.locked_out");
}

TEST_CASE_FIXTURE(HttpFixture, "in forloeb dev wrong tokens shut nobody out who needs none, and the others for ten seconds at most") {
    const std::string good = "Authorization: Bearer " + token(false) + "\r\n";
    const std::string guessed = "Authorization: Bearer forloeb_" + std::string(64, 'a') + "\r\n";
    for (int i = 0; i < 3; ++i) CHECK(RawHttp(http()).get("/api/v1/session", guessed).status == 401);
    const RawResponse locked = RawHttp(http()).get("/api/v1/session", good);
    CHECK(locked.status == 429);
    CHECK(locked.member("rule") == "access.locked_out");
    const int seconds = std::stoi(locked.header("retry-after"));
    CHECK(seconds > 0);
    CHECK(seconds <= 10);
    CHECK(RawHttp(http()).get("/api/v1/session").member("identified") == "plain_loopback");
    CHECK(RawHttp(http()).get("/api/v1/status").status == 200);
}

TEST_CASE_FIXTURE(SignInFixture, "who is refused is told why in Danish where that is asked for, and what to act on stays the same") {
    const std::string danish = "Accept-Language: da-DK,da;q=0.9\r\n";
    const RawResponse nobody = RawHttp(http()).get("/api/v1/status", danish);
    CHECK(nobody.status == 401);
    CHECK(nobody.header("content-language") == "da");
    CHECK(nobody.member("detail") == "Log ind på siden, eller send en adgangsnøgle: Authorization: Bearer forloeb_...");
    const std::string bearer = "Authorization: Bearer " + token(false) + "\r\n";
    const RawResponse no_role = RawHttp(http()).get("/api/v1/cases", bearer + danish);
    CHECK(no_role.status == 403);
    CHECK(no_role.member("rule") == "access.role");
    CHECK(no_role.member("detail").starts_with("Politikken i kraft giver dig ingen rolle i dag. (politik local"));
    const RawResponse english = RawHttp(http()).get("/api/v1/cases", bearer);
    CHECK(english.header("content-language") == "en");
    CHECK(english.member("detail").starts_with("The policy in force gives you no role today. (policy local"));
    for (const char* const member : {"code", "rule", "retry"}) CHECK(english.member(member) == no_role.member(member));
    const RawResponse elsewhere = RawHttp(http()).get("/api/v1/status", danish + "Origin: http://evil.example\r\n");
    CHECK(elsewhere.member("detail") == "Forespørgslen kommer fra en side på et andet websted.");
    const RawResponse wrong = RawHttp(http()).get("/api/v1/status", danish + "Authorization: Bearer forloeb_" + std::string(64, '1') + "\r\n");
    CHECK(wrong.status == 401);
    CHECK(wrong.member("detail").starts_with("Adgangsnøglen, eller brugen af den"));
}

TEST_CASE_FIXTURE(SignInFixture, "what is no token is told apart from a wrong one") {
    for (const char* const body : {"", "{}", "[]", "{\"token\":1}", "{\"token\":\"a\",\"more\":1}", "not json", "{\"token\":\"\"}"})
        CHECK_MESSAGE(RawHttp(http()).ask("POST", "/api/v1/session", "Content-Type: application/json\r\n", body).status == 400, body);
    CHECK(RawHttp(http()).ask("POST", "/api/v1/session", "Content-Type: text/plain\r\n", "{}").status == 415);
    CHECK(RawHttp(http()).ask("PUT", "/api/v1/session", "", "{}").status == 405);
}

TEST_CASE_FIXTURE(SignInFixture, "only a proxy of ours over the Unix socket may say who asks") {
    const RawResponse elsewhere = RawHttp(http()).get("/api/v1/session", "Forloeb-Actor: koord-1\r\n");
    CHECK(elsewhere.member("rule") == "access.identity_header");
    const RawResponse named = RawHttp(server->http_endpoints().at(1)).get("/api/v1/session", "Forloeb-Actor: koord-1\r\n");
    CHECK(named.status == 200);
    CHECK(named.member("actor") == "koord-1");
    CHECK(named.member("identified") == "reverse_proxy");
    CHECK(named.member("roles") == "[]");
    const RawResponse owner = RawHttp(server->http_endpoints().at(1)).get("/api/v1/session");
    CHECK(owner.member("identified") == "owner");
}

TEST_CASE_FIXTURE(HttpFixture, "in forloeb dev whoever asks from this machine is the owner") {
    const RawResponse me = RawHttp(http()).get("/api/v1/session");
    CHECK(me.status == 200);
    CHECK(me.member("identified") == "plain_loopback");
    CHECK(me.member("csrf").empty());
    CHECK(me.member("controller") == "testkommune");
}

}  // namespace forloeb::testing
