// An authority's key and certificate, opened to sign with. Private to server/tls: it includes OpenSSL. Values; any thread.
#pragma once

#include <openssl/pem.h>

#include "server/tls/certificates.hpp"
#include "server/tls/openssl_handles.hpp"

namespace forloeb {

struct SigningAuthority {
    KeyHandle key;
    CertificateHandle certificate;
};

[[nodiscard]] inline tl::unexpected<Error> openssl_cannot(const std::string& what) {
    return fail(ErrorKind::invalid, "OpenSSL cannot " + what + ": " + openssl_reason() + ".");
}

/// The first certificate of a PEM text.
[[nodiscard]] inline Result<CertificateHandle> open_certificate(const std::string& pem) {
    const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    CertificateHandle certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!certificate) return openssl_cannot("read the certificate");
    return certificate;
}

[[nodiscard]] inline Result<SigningAuthority> open_authority(const KeyAndCertificate& pem) {
    SigningAuthority out;
    const BioHandle bio(BIO_new_mem_buf(pem.key_pem.data(), static_cast<int>(pem.key_pem.size())));
    out.key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    if (!out.key) return openssl_cannot("read the authority's key");
    FORLOEB_TRY(out.certificate, open_certificate(pem.certificate_pem));
    if (X509_check_private_key(out.certificate.get(), out.key.get()) != 1) return openssl_cannot("match the authority's key and certificate");
    return out;
}

/// What was written into `bio`, a memory one.
[[nodiscard]] inline std::string written_text(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

}  // namespace forloeb
