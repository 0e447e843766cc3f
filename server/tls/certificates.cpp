#include "server/tls/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "server/tls/signing_authority.hpp"

namespace forloeb {
namespace {

constexpr int x509_version_3 = 2;
constexpr std::size_t serial_bytes = 16;

Result<KeyAndCertificate> as_pem(EVP_PKEY* key, X509* certificate) {
    const BioHandle key_bio(BIO_new(BIO_s_mem()));
    const BioHandle certificate_bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(key_bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) return openssl_cannot("write the key");
    if (PEM_write_bio_X509(certificate_bio.get(), certificate) != 1) return openssl_cannot("write the certificate");
    KeyAndCertificate out;
    out.key_pem = written_text(key_bio.get());
    out.certificate_pem = written_text(certificate_bio.get());
    return out;
}

struct Extension {
    int id;
    std::string value;
};

/// An unsigned certificate for `key`. The serial is random; the common name says who it is for to people who list it.
Result<CertificateHandle> begin(EVP_PKEY* key, const std::string& name, const Validity& validity) {
    CertificateHandle out(X509_new());
    Byte serial[serial_bytes];
    if (RAND_bytes(serial, sizeof serial) != 1) return openssl_cannot("make random numbers");
    serial[0] &= 0x7f;
    const BignumHandle number(BN_bin2bn(serial, sizeof serial, nullptr));
    const std::time_t from = validity.from.micros / 1'000'000;
    X509_NAME* const subject = X509_get_subject_name(out.get());
    const bool made = X509_set_version(out.get(), x509_version_3) == 1 && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(out.get())) != nullptr &&
                      ASN1_TIME_set(X509_getm_notBefore(out.get()), from) != nullptr &&
                      ASN1_TIME_adj(X509_getm_notAfter(out.get()), from, static_cast<int>(validity.days), 0) != nullptr && X509_set_pubkey(out.get(), key) == 1 &&
                      X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.data()), static_cast<int>(name.size()), -1, 0) == 1;
    if (!made) return openssl_cannot("make a certificate");
    return out;
}

Status extend(X509* certificate, X509* issuer, const std::vector<Extension>& extensions) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const Extension& extension : extensions) {
        const ExtensionHandle made(X509V3_EXT_conf_nid(nullptr, &context, extension.id, extension.value.c_str()));
        if (!made || X509_add_ext(certificate, made.get(), -1) != 1) return openssl_cannot("add an extension");
    }
    return {};
}

/// Names go into OpenSSL's own little language, in which a comma begins another one.
bool is_plain(const std::string& text) {
    return !text.empty() && text.size() <= 64 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:_-") == std::string::npos;
}

Result<KeyAndCertificate> issue(const KeyAndCertificate& by, const std::string& name, const Validity& validity, const std::vector<Extension>& extensions) {
    FORLOEB_TRY(const SigningAuthority authority, open_authority(by));
    const KeyHandle key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    if (!key) return openssl_cannot("make a key");
    FORLOEB_TRY(const CertificateHandle certificate, begin(key.get(), name, validity));
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority.certificate.get()));
    FORLOEB_CHECK(extend(certificate.get(), authority.certificate.get(), extensions));
    if (X509_sign(certificate.get(), authority.key.get(), EVP_sha256()) == 0) return openssl_cannot("sign a certificate");
    return as_pem(key.get(), certificate.get());
}

}  // namespace

Result<KeyAndCertificate> make_authority(const std::string& name, const Validity& validity) {
    const KeyHandle key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    if (!key) return openssl_cannot("make a key");
    FORLOEB_TRY(const CertificateHandle certificate, begin(key.get(), name, validity));
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    FORLOEB_CHECK(extend(certificate.get(), certificate.get(),
                         {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}, {NID_subject_key_identifier, "hash"}}));
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) return openssl_cannot("sign a certificate");
    return as_pem(key.get(), certificate.get());
}

Result<KeyAndCertificate> make_server_certificate(const KeyAndCertificate& authority, const std::vector<std::string>& hosts, const Validity& validity) {
    std::string names;
    for (const std::string& host : hosts) {
        if (!is_plain(host)) return fail(ErrorKind::invalid, "A host is a name or a numeric address.", "host");
        const bool numeric = host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
        names.append(names.empty() ? "" : ",").append(numeric ? "IP:" : "DNS:").append(host);
    }
    if (names.empty()) return fail(ErrorKind::invalid, "A server certificate needs the host name by which clients reach it.", "host");
    return issue(authority, hosts.front(), validity,
                 {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "serverAuth"},
                  {NID_subject_alt_name, names}, {NID_authority_key_identifier, "keyid"}});
}

Result<KeyAndCertificate> make_client_certificate(const KeyAndCertificate& authority, const std::string& actor, const Validity& validity) {
    if (!is_plain(actor)) return fail(ErrorKind::invalid, "An actor's pseudonym has letters, digits and . : _ -, at most 64.", "actor");
    return issue(authority, actor, validity,
                 {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "clientAuth"},
                  {NID_subject_alt_name, std::string("URI:").append(actor_uri).append(actor)}, {NID_authority_key_identifier, "keyid"}});
}

Result<std::string> fingerprint_of(const std::string& certificate_pem) {
    FORLOEB_TRY(const CertificateHandle certificate, open_certificate(certificate_pem));
    return fingerprint(certificate.get());
}

}  // namespace forloeb
