// Which certificates of an authority are good no more, as a list that the authority signs (X.509 CRL, PEM). It lies beside the
// authority's certificate (TlsFiles::revocations). Where it is, nobody gets past a handshake whose certificate is on it, nor
// anybody at all once the list is past its own end: an authority that lists has to go on listing.
//
// Values; any thread. Writes no files. A list is made by whoever has the authority's key, a server only reads it.
#pragma once

#include <openssl/ssl.h>

#include <filesystem>
#include <string>

#include "server/tls/certificates.hpp"

namespace forloeb {

/// The list `before` (PEM; empty = there is none) and `certificate_pem` on it (empty = only made anew, for another validity).
/// `invalid` if the certificate is not this authority's, or the list is not.
[[nodiscard]] Result<std::string> make_revocation_list(const KeyAndCertificate& authority, const std::string& before, const std::string& certificate_pem, const Validity& validity);

/// Has `context` ask the list in `file`, if it is there. `invalid` if it cannot be read, is past its end, or is not signed by
/// the authority that the context knows under its issuer's name.
[[nodiscard]] Status use_revocations(SSL_CTX* context, const std::filesystem::path& file);

/// Is the peer of this connection, which got past its handshake some time ago, on the list that `context` asks now?
[[nodiscard]] bool is_revoked(const SSL* connection, SSL_CTX* context);

}  // namespace forloeb
