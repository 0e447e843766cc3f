// Certificates for a small installation: an authority of one's own, and what it signs for a server and for clients. Keys are
// ECDSA P-256; a client's pseudonym stands in the subject alternative name as the URI forloeb:actor:NAME. Where there is a
// PKI already, its certificates do as well: what counts is the chain, the usage and that URI.
//
// Pure but for the clock handed in and OpenSSL's random numbers; any thread. Writes no files.
#pragma once

#include <string>
#include <vector>

#include "events/vocabulary/result.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

inline constexpr std::string_view actor_uri = "forloeb:actor:";

struct KeyAndCertificate {
    std::string key_pem;
    std::string certificate_pem;
};

struct Validity {
    Instant from;
    std::uint32_t days = 0;
};

/// A self-signed authority, path length 0.
[[nodiscard]] Result<KeyAndCertificate> make_authority(const std::string& name, const Validity& validity);
/// Usage serverAuth. `hosts`: names or numeric addresses, at least one.
[[nodiscard]] Result<KeyAndCertificate> make_server_certificate(const KeyAndCertificate& authority, const std::vector<std::string>& hosts, const Validity& validity);
/// Usage clientAuth.
[[nodiscard]] Result<KeyAndCertificate> make_client_certificate(const KeyAndCertificate& authority, const std::string& actor, const Validity& validity);

/// SHA-256 of the first certificate of a PEM text, 64 hex digits: what a token is bound to.
[[nodiscard]] Result<std::string> fingerprint_of(const std::string& certificate_pem);

}  // namespace forloeb
