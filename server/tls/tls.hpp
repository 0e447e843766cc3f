// TLS as this house speaks it: 1.3 only, both sides with a certificate of one private authority, no session tickets, no early
// data, so that what is revoked is refused at the next connection. Private to the doors and to the client: it includes Asio.
//
// A context is immutable once made and may be shared; a new one takes its place when certificates change, and connections
// keep the one they began with. Any thread.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

#include "server/tls/tls_files.hpp"

namespace forloeb {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// For a listener: a client whose certificate is not good does not get past the handshake. Without any it gets past it only
/// where that was asked for: browsers sign in otherwise.
enum class ClientCertificate : bool { required, optional };
[[nodiscard]] Result<TlsContext> server_context(const TlsFiles& files, ClientCertificate client = ClientCertificate::required);
/// For a client; whoever uses it names the host (expect_host).
[[nodiscard]] Result<TlsContext> client_context(const TlsFiles& files);
/// The server's certificate must be for this name or numeric address.
[[nodiscard]] bool expect_host(SSL* connection, const std::string& host);

/// What a verified peer's certificate says.
struct PeerCertificate {
    std::string sha256;  // 64 hex digits; empty = it sent none
    std::string actor;   // from the SAN URI forloeb:actor:NAME; empty = it names none, or more than one
    bool for_clients = false;  // its extended key usage says clientAuth
};
[[nodiscard]] PeerCertificate peer_certificate(const SSL* connection);

}  // namespace forloeb
