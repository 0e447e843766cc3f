// A server behind TLS with certificates of a throw-away authority, and a peer that shakes hands as a test wants it: any
// version, any certificate or none. One thread, beside the server's own.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <string>

#include "server/server.hpp"
#include "server/tls/certificates.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {

/// What a peer shows in the handshake.
struct Shown {
    std::optional<KeyAndCertificate> certificate = {};
    std::string trusts = {};               // the authority's certificate it expects of the server; empty = it does not look
    int version_max = TLS1_3_VERSION;
};

class TlsPeer {
  public:
    TlsPeer(const Endpoint& endpoint, const Shown& shown);
    ~TlsPeer();
    TlsPeer(const TlsPeer&) = delete;
    TlsPeer& operator=(const TlsPeer&) = delete;

    [[nodiscard]] bool shook_hands() const { return shook_hands_; }
    void send(ByteSpan bytes);
    /// The next frame; empty when the server has ended the connection, which is how TLS 1.3 tells a client that its
    /// certificate was refused.
    [[nodiscard]] std::unique_ptr<FrameReader> receive();
    /// Bytes as they come; empty when the server has ended the connection.
    [[nodiscard]] std::string read_some();
    [[nodiscard]] std::unique_ptr<FrameReader> ask(FrameBuilder& frame);
    /// The reply to hello, or nothing.
    [[nodiscard]] std::unique_ptr<FrameReader> hello(const std::string& token = {});
    /// It was let in: hello was answered with helloReply.
    [[nodiscard]] bool is_let_in(const std::string& token = {});
    /// The rule by which hello was refused; empty if the connection just ended, "let in" if it was not refused.
    [[nodiscard]] std::string refusal(const std::string& token = {});
    /// SHA-256 of the certificate that the server showed.
    [[nodiscard]] std::string servers_certificate() const;

  private:
    int socket_ = -1;
    SSL_CTX* context_ = nullptr;
    SSL* tls_ = nullptr;
    bool shook_hands_ = false;
    FrameSplitter splitter_{FrameLimits{limits::frame_bytes_max, limits::reply_segments_max}};
    std::string unread_;
};

/// Listens with TLS on 127.0.0.1 and on a Unix socket; a policy with an operator (drift-1), an auditor (revisor-1) and a
/// coordinator (koord-1) is in force.
class TlsServer {
  public:
    TlsServer();
    void start();

    [[nodiscard]] const Endpoint& tcp() const { return server->endpoints().at(0); }
    [[nodiscard]] const Endpoint& local() const { return server->endpoints().at(1); }
    [[nodiscard]] const Endpoint& https() const { return server->http_endpoints().at(0); }
    /// A certificate of this actor, good for `days` from `from`.
    [[nodiscard]] Shown as(const std::string& actor, const char* from = nullptr, std::uint32_t days = 30) const;
    /// A token's secret, made by the operator.
    [[nodiscard]] std::string token(const std::string& holder, const std::string& certificate_pem, const std::vector<std::string>& operations = {});
    void put(const char* name, const std::string& text) const;

    TemporaryDirectory directory;
    KeyAndCertificate authority;
    std::unique_ptr<Server> server;
};

[[nodiscard]] Validity valid(const char* from, std::uint32_t days);

}  // namespace forloeb::testing
