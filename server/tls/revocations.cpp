#include "server/tls/revocations.hpp"

#include <ctime>
#include <fstream>
#include <sstream>
#include <vector>

#include "server/tls/signing_authority.hpp"

namespace forloeb {
namespace {

constexpr int crl_version_2 = 1;

/// All lists of a PEM text: one for each authority.
std::vector<RevocationListHandle> open_lists(const std::string& pem) {
    std::vector<RevocationListHandle> lists;
    const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    for (;;) {
        RevocationListHandle list(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr));
        if (!list) break;
        lists.push_back(std::move(list));
    }
    ERR_clear_error();  // the end of the text is an error to OpenSSL
    return lists;
}

/// What was revoked before, and the number of the list that said so.
Result<long> take_over(X509_CRL* list, const std::string& before, EVP_PKEY* authority) {
    if (before.empty()) return 0L;
    const auto lists = open_lists(before);
    if (lists.size() != 1 || X509_CRL_verify(lists.front().get(), authority) != 1)
        return fail(ErrorKind::invalid, "The revocation list that is there is not this authority's; nothing was written over it.");
    STACK_OF(X509_REVOKED)* const entries = X509_CRL_get_REVOKED(lists.front().get());
    for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
        RevokedHandle copy(X509_REVOKED_dup(sk_X509_REVOKED_value(entries, i)));
        if (!copy || X509_CRL_add0_revoked(list, copy.get()) != 1) return openssl_cannot("copy a revocation");
        (void)copy.release();  // it is the list's now
    }
    const IntegerHandle number(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(lists.front().get(), NID_crl_number, nullptr, nullptr)));
    return number ? ASN1_INTEGER_get(number.get()) : 0L;
}

Status add(X509_CRL* list, const std::string& certificate_pem, X509* authority, const ASN1_TIME* since) {
    FORLOEB_TRY(const CertificateHandle certificate, open_certificate(certificate_pem));
    if (X509_check_issued(authority, certificate.get()) != X509_V_OK || X509_verify(certificate.get(), X509_get0_pubkey(authority)) != 1)
        return fail(ErrorKind::invalid, "The certificate is not one of this authority; whoever issued it revokes it.");
    X509_REVOKED* known = nullptr;
    if (X509_CRL_get0_by_cert(list, &known, certificate.get()) == 1) return {};
    RevokedHandle entry(X509_REVOKED_new());
    const bool made = entry && X509_REVOKED_set_serialNumber(entry.get(), X509_get_serialNumber(certificate.get())) == 1 &&
                      X509_REVOKED_set_revocationDate(entry.get(), const_cast<ASN1_TIME*>(since)) == 1 && X509_CRL_add0_revoked(list, entry.get()) == 1;
    if (!made) return openssl_cannot("add a revocation");
    (void)entry.release();
    return {};
}

Status number_and_name(X509_CRL* list, X509* authority, long number) {
    const IntegerHandle numbered(ASN1_INTEGER_new());
    if (ASN1_INTEGER_set(numbered.get(), number) != 1 || X509_CRL_add1_ext_i2d(list, NID_crl_number, numbered.get(), 0, 0) != 1) return openssl_cannot("number a revocation list");
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, authority, nullptr, nullptr, list, 0);
    const ExtensionHandle by(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid"));
    if (!by || X509_CRL_add_ext(list, by.get(), -1) != 1) return openssl_cannot("name a revocation list's authority");
    return {};
}

/// Signed by the authority of that name among those trusted; one that is not among them sends its certificate with a chain.
bool is_signed(const X509_CRL* list, X509_STORE* trusted) {
    STACK_OF(X509_OBJECT)* const objects = X509_STORE_get0_objects(trusted);
    for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
        X509* const authority = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
        if (authority == nullptr || X509_NAME_cmp(X509_get_subject_name(authority), X509_CRL_get_issuer(list)) != 0) continue;
        if (X509_CRL_verify(const_cast<X509_CRL*>(list), X509_get0_pubkey(authority)) == 1) return true;
        ERR_clear_error();
        return false;
    }
    return true;
}

}  // namespace

Result<std::string> make_revocation_list(const KeyAndCertificate& by, const std::string& before, const std::string& certificate_pem, const Validity& validity) {
    FORLOEB_TRY(const SigningAuthority authority, open_authority(by));
    const RevocationListHandle list(X509_CRL_new());
    const std::time_t from = validity.from.micros / 1'000'000;
    const TimeHandle begin(ASN1_TIME_set(nullptr, from)), end(ASN1_TIME_adj(nullptr, from, static_cast<int>(validity.days), 0));
    const bool begun = list && begin && end && X509_CRL_set_version(list.get(), crl_version_2) == 1 &&
                       X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(authority.certificate.get())) == 1 &&
                       X509_CRL_set1_lastUpdate(list.get(), begin.get()) == 1 && X509_CRL_set1_nextUpdate(list.get(), end.get()) == 1;
    if (!begun) return openssl_cannot("make a revocation list");
    FORLOEB_TRY(const long number, take_over(list.get(), before, authority.key.get()));
    if (!certificate_pem.empty()) FORLOEB_CHECK(add(list.get(), certificate_pem, authority.certificate.get(), begin.get()));
    FORLOEB_CHECK(number_and_name(list.get(), authority.certificate.get(), number + 1));
    if (X509_CRL_sort(list.get()) != 1 || X509_CRL_sign(list.get(), authority.key.get(), EVP_sha256()) == 0) return openssl_cannot("sign a revocation list");
    const BioHandle bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509_CRL(bio.get(), list.get()) != 1) return openssl_cannot("write a revocation list");
    return written_text(bio.get());
}

Status use_revocations(SSL_CTX* context, const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return {};
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    const auto lists = open_lists(text.str());
    if (lists.empty()) return fail(ErrorKind::invalid, "Cannot use " + file.string() + ": it must be a revocation list (PEM) that this user can read, or not be there at all.");
    X509_STORE* const store = SSL_CTX_get_cert_store(context);
    for (const RevocationListHandle& list : lists) {
        const ASN1_TIME* const end = X509_CRL_get0_nextUpdate(list.get());
        if (end != nullptr && X509_cmp_current_time(end) < 0)
            return fail(ErrorKind::invalid, "The revocation list " + file.string() + " is past its end, and with it nobody would be let in: get a new one (forloeb cert revoke).");
        if (!is_signed(list.get(), store)) return fail(ErrorKind::invalid, "The revocation list " + file.string() + " is not signed by the authority it names.");
        if (X509_STORE_add_crl(store, list.get()) != 1) return openssl_cannot("use a revocation list");
    }
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
    return {};
}

bool is_revoked(const SSL* connection, SSL_CTX* context) {
    const CertificateHandle certificate(SSL_get1_peer_certificate(connection));
    const VerifyingHandle asking(X509_STORE_CTX_new());
    if (!certificate || !asking || X509_STORE_CTX_init(asking.get(), SSL_CTX_get_cert_store(context), certificate.get(), nullptr) != 1) return false;
    STACK_OF(X509_CRL)* const lists = X509_STORE_CTX_get1_crls(asking.get(), X509_get_issuer_name(certificate.get()));
    bool listed = false;
    for (int i = 0; i < sk_X509_CRL_num(lists); ++i) {
        X509_REVOKED* entry = nullptr;
        listed = listed || X509_CRL_get0_by_cert(sk_X509_CRL_value(lists, i), &entry, certificate.get()) == 1;
    }
    sk_X509_CRL_pop_free(lists, X509_CRL_free);
    return listed;
}

}  // namespace forloeb
