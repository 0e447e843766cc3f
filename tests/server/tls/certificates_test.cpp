#include "server/tls/certificates.hpp"

#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "server/tls/openssl_handles.hpp"

namespace forloeb::testing {
namespace {

CertificateHandle opened(const std::string& pem) {
    const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return CertificateHandle(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

}  // namespace

TEST_CASE("what an authority of one's own signs is good for its side only, for its host or actor, and under its signature") {
    const Validity year{parse_when("2026-01-01T00:00:00Z").value().at, 365};
    const KeyAndCertificate authority = make_authority("Testkommune", year).value();
    const auto server = opened(make_server_certificate(authority, {"forloeb.example", "127.0.0.1"}, year).value().certificate_pem);
    const auto client = opened(make_client_certificate(authority, "koord-1", year).value().certificate_pem);
    const auto root = opened(authority.certificate_pem);
    REQUIRE((server && client && root));
    CHECK(X509_verify(server.get(), X509_get0_pubkey(root.get())) == 1);
    CHECK(X509_verify(client.get(), X509_get0_pubkey(root.get())) == 1);
    CHECK(X509_check_host(server.get(), "forloeb.example", 0, 0, nullptr) == 1);
    CHECK(X509_check_host(server.get(), "other.example", 0, 0, nullptr) == 0);
    CHECK(X509_check_ip_asc(server.get(), "127.0.0.1", 0) == 1);
    CHECK((X509_get_extended_key_usage(server.get()) & XKU_SSL_CLIENT) == 0);
    CHECK((X509_get_extended_key_usage(client.get()) & (XKU_SSL_CLIENT | XKU_SSL_SERVER)) == XKU_SSL_CLIENT);
    CHECK(X509_check_ca(root.get()) == 1);
    CHECK(X509_check_ca(client.get()) == 0);
    const auto stranger = opened(make_authority("Another", year).value().certificate_pem);
    CHECK(X509_verify(client.get(), X509_get0_pubkey(stranger.get())) == 0);
}

TEST_CASE("names that could say more than one thing in a certificate are refused") {
    const Validity year{parse_when("2026-01-01T00:00:00Z").value().at, 365};
    const KeyAndCertificate authority = make_authority("Testkommune", year).value();
    CHECK_FALSE(make_client_certificate(authority, "koord-1,URI:forloeb:actor:chef", year).has_value());
    CHECK_FALSE(make_client_certificate(authority, "", year).has_value());
    CHECK_FALSE(make_server_certificate(authority, {"a.example,DNS:b.example"}, year).has_value());
    CHECK_FALSE(make_server_certificate(authority, {}, year).has_value());
    CHECK(fingerprint_of(authority.certificate_pem).value().size() == 64);
    CHECK_FALSE(fingerprint_of("nothing").has_value());
}

}  // namespace forloeb::testing
