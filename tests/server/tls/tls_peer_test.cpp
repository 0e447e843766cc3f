#include "tests/server/tls/tls_peer.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "server/private_file.hpp"
#include "server/protocol/problem.hpp"
#include "server/tls/openssl_handles.hpp"

namespace forloeb::testing {
namespace {

constexpr const char* policy_text = R"(policy = "test"
version = "1"
[[role]]
name = "operator"
da = "Drift"
en = "Operator"
[[role.grant]]
operations = ["status", "access.govern", "governance.read"]
relations = ["any"]
purposes = ["operations"]
[[role]]
name = "coordinator"
da = "Koordinator"
en = "Coordinator"
break_glass = ["identity", "narrative"]
[[role.grant]]
operations = ["case.read", "case.append"]
relations = ["assigned", "team"]
purposes = ["coordination"]
classes = ["identity", "narrative", "health", "economy"]
[[role.grant]]
operations = ["case.append"]
relations = ["unit"]
purposes = ["coordination"]
events = ["case.opened", "coordinator.assigned"]
[[role.grant]]
operations = ["status", "break_glass"]
relations = ["any"]
purposes = ["coordination"]
[[member]]
actor = "drift-1"
roles = ["operator"]
[[member]]
actor = "drift-2"
roles = ["operator"]
[[member]]
actor = "koord-1"
roles = ["coordinator"]
unit = "voksenhandicap"
[[member]]
actor = "koord-2"
roles = ["coordinator"]
unit = "andet"
)";

int connected(const Endpoint& endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    REQUIRE(inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr) == 1);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const timeval patience{10, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    return socket;
}

void show(SSL_CTX* context, const KeyAndCertificate& shown) {
    const BioHandle key_bio(BIO_new_mem_buf(shown.key_pem.data(), static_cast<int>(shown.key_pem.size())));
    const BioHandle certificate_bio(BIO_new_mem_buf(shown.certificate_pem.data(), static_cast<int>(shown.certificate_pem.size())));
    const KeyHandle key(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
    const CertificateHandle certificate(PEM_read_bio_X509(certificate_bio.get(), nullptr, nullptr, nullptr));
    REQUIRE(SSL_CTX_use_certificate(context, certificate.get()) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey(context, key.get()) == 1);
}

}  // namespace

TlsPeer::TlsPeer(const Endpoint& endpoint, const Shown& shown) : socket_(connected(endpoint)), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_max_proto_version(context_, shown.version_max);
    if (shown.certificate) show(context_, *shown.certificate);
    if (!shown.trusts.empty()) {
        const BioHandle bio(BIO_new_mem_buf(shown.trusts.data(), static_cast<int>(shown.trusts.size())));
        const CertificateHandle trusted(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), trusted.get());
        SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
    }
    tls_ = SSL_new(context_);
    SSL_set_fd(tls_, socket_);
    shook_hands_ = SSL_connect(tls_) == 1;
    ERR_clear_error();
}

TlsPeer::~TlsPeer() {
    SSL_free(tls_);
    SSL_CTX_free(context_);
    ::close(socket_);
}

void TlsPeer::send(ByteSpan bytes) {
    if (shook_hands_) static_cast<void>(SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())));
    ERR_clear_error();
}

std::unique_ptr<FrameReader> TlsPeer::receive() {
    while (shook_hands_) {
        ByteSpan bytes = as_bytes(unread_);
        auto frame = splitter_.next(bytes);
        REQUIRE(frame.has_value());
        unread_.erase(0, unread_.size() - bytes.size());
        if (*frame) return std::make_unique<FrameReader>(std::move(**frame));
        unread_ = read_some();
        if (unread_.empty()) return nullptr;
    }
    return nullptr;
}

std::string TlsPeer::read_some() {
    if (!shook_hands_) return {};
    char buffer[65536];
    const int got = SSL_read(tls_, buffer, sizeof buffer);
    ERR_clear_error();
    if (got <= 0) {
        REQUIRE_MESSAGE(errno != EAGAIN, "the server neither answered nor ended the connection");
        return {};
    }
    return {buffer, static_cast<std::size_t>(got)};
}

std::unique_ptr<FrameReader> TlsPeer::ask(FrameBuilder& frame) {
    send(frame.finish().bytes());
    return receive();
}

std::unique_ptr<FrameReader> TlsPeer::hello(const std::string& token) {
    FrameBuilder frame(1);
    auto hello = frame.frame().initHello();
    hello.setProtocolVersion(1);
    hello.setToken(token);
    return ask(frame);
}

bool TlsPeer::is_let_in(const std::string& token) {
    const auto reply = hello(token);
    return reply != nullptr && reply->frame().isHelloReply();
}

std::string TlsPeer::refusal(const std::string& token) {
    const auto reply = hello(token);
    if (reply == nullptr) return {};
    if (!reply->frame().isError()) return "let in";
    const Error error = read_problem(reply->frame().getError());
    CHECK(error.kind == ErrorKind::refused);
    CHECK(receive() == nullptr);
    return error.rule;
}

std::string TlsPeer::servers_certificate() const {
    const CertificateHandle certificate(SSL_get1_peer_certificate(tls_));
    return certificate ? fingerprint(certificate.get()) : std::string();
}

Validity valid(const char* from, std::uint32_t days) { return {parse_when(from).value().at, days}; }

// ---- the server ----

TlsServer::TlsServer() {
    const Instant yesterday{Environment::system().now().micros - std::int64_t{24} * 3600 * 1'000'000};
    authority = make_authority("Testkommune", {yesterday, 30}).value();
    const KeyAndCertificate own = make_server_certificate(authority, {"127.0.0.1"}, {yesterday, 30}).value();
    put("authority.pem", authority.certificate_pem);
    put("server.pem", own.certificate_pem);
    put("server.key", own.key_pem);
    start();
    Peer owner(local());
    FrameBuilder frame(2);
    auto change = frame.frame().initAccess().initPolicyChange();
    change.setFile(policy_text);
    auto approved = change.initApprovedBy(2);
    approved.set(0, "leder-1");
    approved.set(1, "dpo-1");
    const auto reply = owner.ask(frame);
    if (reply->frame().isError()) FAIL(read_problem(reply->frame().getError()).message);
    REQUIRE(reply->frame().getAccessReply().isPolicyChanged());
}

void TlsServer::start() {
    ServerOptions options;
    options.engine.data = directory.path() / "data";
    options.engine.controller = "testkommune";
    options.listen = {{"127.0.0.1", 0, {}}, {{}, 0, (directory.path() / "socket").string()}};
    options.http = {{"127.0.0.1", 0, {}}};
    options.tls = {directory.path() / "authority.pem", directory.path() / "server.pem", directory.path() / "server.key"};
    auto opened = Server::open(std::move(options), Environment::system());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    server = std::move(*opened);
    server->start();
}

void TlsServer::put(const char* name, const std::string& text) const { REQUIRE(write_private_file(directory.path() / name, text).has_value()); }

Shown TlsServer::as(const std::string& actor, const char* from, std::uint32_t days) const {
    const Instant yesterday{Environment::system().now().micros - std::int64_t{24} * 3600 * 1'000'000};
    return {make_client_certificate(authority, actor, from == nullptr ? Validity{yesterday, days} : valid(from, days)).value(), {}, TLS1_3_VERSION};
}

std::string TlsServer::token(const std::string& holder, const std::string& certificate_pem, const std::vector<std::string>& operations) {
    TlsPeer governor(tcp(), as("drift-1"));
    REQUIRE(governor.is_let_in());
    FrameBuilder frame(2);
    auto asked = frame.frame().initAccess().initTokenCreate();
    asked.setHolder(holder);
    if (!certificate_pem.empty()) asked.setCertificate(fingerprint_of(certificate_pem).value());
    auto list = asked.initOperations(static_cast<capnp::uint>(operations.size()));
    for (capnp::uint i = 0; i < list.size(); ++i) list.set(i, operations[i]);
    const auto reply = governor.ask(frame);
    REQUIRE(reply != nullptr);
    if (reply->frame().isError()) FAIL(read_problem(reply->frame().getError()).message);
    return std::string(reply->frame().getAccessReply().getTokenCreated().getSecret().cStr());
}

}  // namespace forloeb::testing
