// OpenSSL's objects as owners that free them, and its last reason in words. Private to server/tls and its tests.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "events/vocabulary/bytes.hpp"

namespace forloeb {

template <auto free_it>
struct FreedBy {
    template <typename Object>
    void operator()(Object* object) const {
        free_it(object);
    }
};
using BioHandle = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using BignumHandle = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, FreedBy<X509_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using RevocationListHandle = std::unique_ptr<X509_CRL, FreedBy<X509_CRL_free>>;
using RevokedHandle = std::unique_ptr<X509_REVOKED, FreedBy<X509_REVOKED_free>>;
using TimeHandle = std::unique_ptr<ASN1_TIME, FreedBy<ASN1_TIME_free>>;
using IntegerHandle = std::unique_ptr<ASN1_INTEGER, FreedBy<ASN1_INTEGER_free>>;
using VerifyingHandle = std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>>;
using NamesHandle = std::unique_ptr<GENERAL_NAMES, FreedBy<GENERAL_NAMES_free>>;

/// Why the last call of this thread failed; takes it off OpenSSL's queue.
[[nodiscard]] inline std::string openssl_reason() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    return reason == nullptr ? "no reason given" : reason;
}

/// SHA-256 of the certificate as it is sent (DER), 64 hex digits.
[[nodiscard]] inline std::string fingerprint(X509* certificate) {
    Hash digest{};
    unsigned int size = 0;
    return X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1 ? to_hex(digest) : std::string();
}

}  // namespace forloeb
