// The HTTP door over TLS, under a policy: browsers without a certificate sign in, programs show theirs.
#include <doctest/doctest.h>

#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"
#include "tests/server/http/raw_http.hpp"

namespace forloeb::testing {
namespace {

/// Made by the operator, for somebody else.
std::string sign_in_token(const TlsServer& on, const char* holder) {
    TlsPeer peer(on.tcp(), on.as("drift-1"));
    REQUIRE(peer.is_let_in());
    FrameBuilder frame(5);
    auto asked = frame.frame().initAccess().initTokenCreate();
    asked.setHolder(holder);
    asked.setSignIn(true);
    const auto reply = peer.ask(frame);
    REQUIRE(reply != nullptr);
    if (reply->frame().isError()) FAIL(read_problem(reply->frame().getError()).message);
    return text_of(reply->frame().getAccessReply().getTokenCreated().getSecret());
}

}  // namespace

TEST_CASE_FIXTURE(TlsServer, "over TLS nobody needs a certificate to see the page, and nobody is anybody without") {
    RawHttps peer(https(), Shown{{}, authority.certificate_pem});
    REQUIRE(peer.shook_hands());
    const RawResponse page = peer.get("/");
    CHECK(page.status == 200);
    CHECK(page.header("strict-transport-security") == "max-age=31536000");
    CHECK(peer.get("/livez").status == 200);
    CHECK(peer.get("/api/v1/session").status == 401);
    CHECK(peer.get("/api/v1/status").status == 401);
    CHECK(peer.get("/metrics").status == 401);
    CHECK(peer.get("/readyz?verbose").body == "ok\n");
    CHECK(peer.get("/livez", "Host: forloeb.example\r\n").status == 200);
    Shown old;
    old.version_max = TLS1_2_VERSION;
    CHECK_FALSE(RawHttps(https(), old).shook_hands());
}

TEST_CASE_FIXTURE(TlsServer, "a client certificate says who asks over HTTP too, and only one that is for clients") {
    RawHttps peer(https(), as("drift-1"));
    const RawResponse me = peer.get("/api/v1/session");
    CHECK(me.member("actor") == "drift-1");
    CHECK(me.member("identified") == "certificate");
    CHECK(me.member("roles") == "[\"operator\"]");
    CHECK(peer.get("/metrics").status == 200);
    CHECK(RawHttps(https(), as("koord-1", "2020-01-01T00:00:00Z", 30)).get("/livez").status == 0);
    const KeyAndCertificate servers = make_server_certificate(authority, {"127.0.0.1"}, valid("2026-01-01T00:00:00Z", 3650)).value();
    CHECK(RawHttps(https(), Shown{servers}).get("/livez").status == 0);
}

TEST_CASE_FIXTURE(TlsServer, "who signs in over TLS is its token's holder, with a cookie that stays with this host") {
    const std::string body = "{\"token\":\"" + sign_in_token(*this, "koord-1") + "\"}";
    RawHttps browser(https(), Shown{{}, authority.certificate_pem});
    const RawResponse signed_in = browser.ask("POST", "/api/v1/session", "Content-Type: application/json\r\n", body);
    REQUIRE(signed_in.status == 200);
    CHECK(signed_in.member("actor") == "koord-1");
    CHECK(signed_in.member("identified") == "signed_in");
    CHECK(signed_in.member("roles") == "[\"coordinator\"]");
    const std::string set = signed_in.header("set-cookie");
    CHECK(set.starts_with("__Host-forloeb_session="));
    CHECK(set.ends_with("; Secure"));
    const std::string cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    CHECK(browser.get("/api/v1/session", cookie).member("unit") == "voksenhandicap");
    CHECK(browser.get("/api/v1/session", "Cookie: forloeb_session" + set.substr(set.find('='), 65) + "\r\n").status == 401);
    CHECK(browser.ask("POST", "/api/v1/session", "Content-Type: application/json\r\n", body).status == 401);
}

TEST_CASE_FIXTURE(TlsServer, "a program's token is good without a certificate only if it is bound to none") {
    const std::string free_token = token("koord-1", {});
    CHECK(RawHttps(https(), Shown{}).get("/api/v1/session", "Authorization: Bearer " + free_token + "\r\n").member("actor") == "koord-1");
    const Shown shown = as("koord-1");
    const std::string bound = token("koord-1", shown.certificate->certificate_pem);
    CHECK(RawHttps(https(), Shown{}).get("/api/v1/session", "Authorization: Bearer " + bound + "\r\n").status == 401);
    CHECK(RawHttps(https(), shown).get("/api/v1/session", "Authorization: Bearer " + bound + "\r\n").member("identified") == "certificate_and_token");
}

}  // namespace forloeb::testing
