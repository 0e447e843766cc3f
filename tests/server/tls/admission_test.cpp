// Who is let in over TLS, and who is not: acceptance test 10 of the evidence work, over real sockets.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "events/schema/access.capnp.h"
#include "server/access/access_register.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/problem.hpp"
#include "server/tls/revocations.hpp"
#include "tests/server/http/raw_http.hpp"
#include "tests/server/tls/tls_peer.hpp"

namespace forloeb::testing {
namespace {

std::string said(wire::access::Principal::Reader who) {
    std::string roles;
    for (const auto role : who.getRoles()) roles += std::string(role.cStr()) + " ";
    return std::string(who.getActor().cStr()) + "; " + who.getIdentified().cStr() + "; " + roles;
}

std::string me(TlsPeer& peer) {
    FrameBuilder frame(5);
    frame.frame().initAccess().setMe();
    const auto reply = peer.ask(frame);
    if (reply == nullptr) return "gone";
    if (reply->frame().isError()) return read_problem(reply->frame().getError()).rule;
    return said(reply->frame().getAccessReply().getMe());
}

std::size_t count_of(const Engine& engine, std::string_view type) {
    const auto events = engine.read_whole_stream(AccessRegister::stream_of(engine)).value();
    return static_cast<std::size_t>(std::ranges::count_if(events, [&](const EventView& event) { return event.type().name == type; }));
}

}  // namespace

TEST_CASE_FIXTURE(TlsServer, "a client certificate says who asks, and the policy says what they may") {
    TlsPeer peer(tcp(), as("koord-1"));
    REQUIRE(peer.is_let_in());
    CHECK(me(peer) == "koord-1; certificate; coordinator ");
    TlsPeer stranger(tcp(), as("nobody-1"));
    REQUIRE(stranger.is_let_in());
    CHECK(me(stranger) == "access.role");
    Peer owner(local());
    FrameBuilder frame(5);
    frame.frame().setStatus();
    const auto reply = owner.ask(frame);
    REQUIRE(reply->frame().isError());
    CHECK(read_problem(reply->frame().getError()).rule == "access.role");
}

TEST_CASE_FIXTURE(TlsServer, "TLS 1.2 and a missing, an expired, a coming, a foreign and a server's certificate are refused") {
    Shown old = as("koord-1");
    old.version_max = TLS1_2_VERSION;
    CHECK_FALSE(TlsPeer(tcp(), old).shook_hands());
    CHECK_FALSE(TlsPeer(tcp(), Shown{}).is_let_in());
    CHECK_FALSE(TlsPeer(tcp(), as("koord-1", "2020-01-01T00:00:00Z", 30)).is_let_in());
    CHECK_FALSE(TlsPeer(tcp(), as("koord-1", "2199-01-01T00:00:00Z", 30)).is_let_in());
    const KeyAndCertificate foreign = make_authority("Testkommune", valid("2020-01-01T00:00:00Z", 36500)).value();
    CHECK_FALSE(TlsPeer(tcp(), {make_client_certificate(foreign, "koord-1", valid("2020-01-01T00:00:00Z", 36500)).value(), {}, TLS1_3_VERSION}).is_let_in());
    CHECK_FALSE(TlsPeer(tcp(), {make_server_certificate(authority, {"127.0.0.1"}, valid("2020-01-01T00:00:00Z", 36500)).value(), {}, TLS1_3_VERSION}).is_let_in());
    // Whatever was refused, the right one comes in.
    CHECK(TlsPeer(tcp(), as("koord-1")).is_let_in());
}

TEST_CASE_FIXTURE(TlsServer, "a client sees through a server that another authority vouches for, and plain bytes get no answer") {
    Shown trusting = as("koord-1");
    trusting.trusts = authority.certificate_pem;
    CHECK(TlsPeer(tcp(), trusting).is_let_in());
    trusting.trusts = make_authority("Testkommune", valid("2020-01-01T00:00:00Z", 36500)).value().certificate_pem;
    CHECK_FALSE(TlsPeer(tcp(), trusting).shook_hands());
    Peer plain(tcp(), Peer::Greets::no);
    FrameBuilder hello(1);
    hello.frame().initHello().setProtocolVersion(1);
    plain.send(hello);
    CHECK(plain.is_ended());
}

TEST_CASE_FIXTURE(TlsServer, "a token is good with the certificate it is bound to, for its operations, and with no other") {
    const Shown mine = as("koord-1"), other = as("koord-1");
    const std::string bound = token("koord-1", mine.certificate->certificate_pem, {"status"});
    const std::string unbound = token("koord-1", "");
    TlsPeer peer(tcp(), mine);
    REQUIRE(peer.is_let_in(bound));
    CHECK(me(peer) == "koord-1; certificate_and_token; coordinator ");
    CHECK(TlsPeer(tcp(), other).refusal(bound) == "access.token_certificate");
    CHECK(TlsPeer(tcp(), mine).refusal(unbound) == "access.token_certificate");
    // Behind the Unix socket it is the other way round.
    for (const auto& [secret, let_in] : {std::pair(unbound, true), std::pair(bound, false)}) {
        Peer local_peer(local(), Peer::Greets::no);
        FrameBuilder hello(1);
        hello.frame().initHello().setProtocolVersion(1);
        hello.frame().getHello().setToken(secret);
        CHECK(local_peer.ask(hello)->frame().isHelloReply() == let_in);
    }
    CHECK(count_of(server->engine(), "token.created") == 2);
}

TEST_CASE_FIXTURE(TlsServer, "a token that is revoked stops working on a connection that is open") {
    const Shown mine = as("koord-1");
    const std::string secret = token("koord-1", mine.certificate->certificate_pem);
    TlsPeer peer(tcp(), mine);
    REQUIRE(peer.is_let_in(secret));
    CHECK(me(peer) == "koord-1; certificate_and_token; coordinator ");
    TlsPeer governor(tcp(), as("drift-1"));
    REQUIRE(governor.is_let_in());
    FrameBuilder list(2);
    list.frame().initAccess().setTokenList();
    const auto listed = governor.ask(list);
    REQUIRE(listed->frame().getAccessReply().getTokens().size() == 1);
    const std::string id = listed->frame().getAccessReply().getTokens()[0].getId().cStr();
    FrameBuilder revoke(3);
    revoke.frame().initAccess().initTokenRevoke().setId(id);
    CHECK(governor.ask(revoke)->frame().isAccessReply());
    CHECK(me(peer) == "access.role");
    CHECK(TlsPeer(tcp(), mine).refusal(secret) == "access.token_over");
}

TEST_CASE_FIXTURE(TlsServer, "the third token that is no good locks its place out, which is recorded once, and the right one with it") {
    const Shown mine = as("koord-1");
    const std::string good = token("koord-1", mine.certificate->certificate_pem);
    for (int i = 0; i < 3; ++i) CHECK(TlsPeer(tcp(), mine).refusal("forloeb_" + std::string(64, '0')) == "access.token");
    CHECK(TlsPeer(tcp(), mine).refusal(good) == "access.locked_out");
    CHECK(TlsPeer(tcp(), mine).refusal() == "access.locked_out");
    // The record is appended beside the answer: wait for it where it is read in order.
    while (count_of(server->engine(), "access.locked_out") == 0) std::this_thread::yield();
    CHECK(count_of(server->engine(), "access.locked_out") == 1);
    CHECK(Peer(local()).pings());
}

TEST_CASE_FIXTURE(TlsServer, "certificates are read again while connections go on, and bad ones leave the good in force") {
    TlsPeer before(tcp(), as("koord-1"));
    REQUIRE(before.is_let_in());
    const std::string first = before.servers_certificate();
    const auto renewed = make_server_certificate(authority, {"127.0.0.1"}, valid("2020-01-01T00:00:00Z", 36500)).value();
    put("server.pem", renewed.certificate_pem);
    CHECK_FALSE(server->reload().has_value());  // the key is still the old one
    CHECK(TlsPeer(tcp(), as("koord-1")).servers_certificate() == first);
    put("server.key", renewed.key_pem);
    REQUIRE(server->reload().has_value());
    // The loop takes it over between two events of its own.
    while (TlsPeer(tcp(), as("koord-1")).servers_certificate() == first) std::this_thread::yield();
    CHECK(TlsPeer(tcp(), as("koord-1")).servers_certificate() == fingerprint_of(renewed.certificate_pem).value());
    CHECK(me(before) == "koord-1; certificate; coordinator ");
}

TEST_CASE_FIXTURE(TlsServer, "a revoked certificate is refused at both doors and its connections end, and nobody else's do") {
    const Shown lost = as("koord-1"), sound = as("koord-1");
    TlsPeer by_lost(tcp(), lost), by_sound(tcp(), sound);
    RawHttps http_by_lost(https(), lost), http_by_sound(https(), sound);
    REQUIRE(by_lost.is_let_in());
    REQUIRE(by_sound.is_let_in());
    CHECK(http_by_lost.get("/api/v1/session").member("actor") == "koord-1");
    CHECK(http_by_sound.get("/api/v1/session").member("actor") == "koord-1");

    put("authority.crl", make_revocation_list(authority, "", lost.certificate->certificate_pem, valid("2020-01-01T00:00:00Z", 36500)).value());
    REQUIRE(server->reload().has_value());
    CHECK(by_lost.receive() == nullptr);  // it ends
    CHECK(me(by_sound) == "koord-1; certificate; coordinator ");
    CHECK_FALSE(TlsPeer(tcp(), lost).is_let_in());
    CHECK(TlsPeer(tcp(), sound).is_let_in());
    CHECK(http_by_lost.is_ended());
    CHECK(http_by_sound.get("/api/v1/session").member("actor") == "koord-1");
    CHECK(RawHttps(https(), lost).get("/livez").status == 0);
    CHECK(RawHttps(https(), sound).get("/livez").status == 200);
    CHECK(RawHttps(https(), Shown{}).get("/livez").status == 200);  // who shows none has none to revoke
}

TEST_CASE_FIXTURE(TlsServer, "a revocation list that is over, another authority's or none at all leaves the one before in force") {
    const Shown lost = as("koord-1"), sound = as("koord-1");
    const std::string good = make_revocation_list(authority, "", lost.certificate->certificate_pem, valid("2020-01-01T00:00:00Z", 36500)).value();
    put("authority.crl", good);
    REQUIRE(server->reload().has_value());
    while (TlsPeer(tcp(), lost).is_let_in()) std::this_thread::yield();
    const KeyAndCertificate foreign = make_authority("Testkommune", valid("2020-01-01T00:00:00Z", 36500)).value();
    for (const std::string& bad : {make_revocation_list(authority, good, "", valid("2020-01-01T00:00:00Z", 30)).value(),
                                   make_revocation_list(foreign, "", "", valid("2020-01-01T00:00:00Z", 36500)).value(), std::string("nothing")}) {
        put("authority.crl", bad);
        CHECK_FALSE(server->reload().has_value());
        CHECK_FALSE(TlsPeer(tcp(), lost).is_let_in());
        CHECK(TlsPeer(tcp(), sound).is_let_in());
    }
    CHECK_FALSE(make_revocation_list(foreign, "", lost.certificate->certificate_pem, valid("2020-01-01T00:00:00Z", 30)).has_value());
    CHECK_FALSE(make_revocation_list(foreign, good, "", valid("2020-01-01T00:00:00Z", 30)).has_value());
}

TEST_CASE("a server does not listen beyond this machine without TLS, nor with TLS but without a policy") {
    const TemporaryDirectory directory;
    ServerOptions options;
    options.engine.data = directory.path() / "data";
    options.listen = {{"0.0.0.0", 0, {}}};
    CHECK(Server::open(options, Environment::system()).error().message.find("needs TLS") != std::string::npos);
    const KeyAndCertificate authority = make_authority("Testkommune", valid("2020-01-01T00:00:00Z", 36500)).value();
    const KeyAndCertificate own = make_server_certificate(authority, {"127.0.0.1"}, valid("2020-01-01T00:00:00Z", 36500)).value();
    for (const auto& [name, text] : {std::pair("a.pem", authority.certificate_pem), std::pair("s.pem", own.certificate_pem), std::pair("s.key", own.key_pem)})
        std::ofstream(directory.path() / name) << text;
    options.tls = {directory.path() / "a.pem", directory.path() / "s.pem", directory.path() / "s.key"};
    CHECK(Server::open(options, Environment::system()).error().message.find("needs a policy") != std::string::npos);
    options.listen = {{"127.0.0.1", 0, {}}};
    options.tls = {};
    options.plain_loopback = false;
    CHECK(Server::open(options, Environment::system()).error().message.find("needs TLS") != std::string::npos);
}

}  // namespace forloeb::testing
