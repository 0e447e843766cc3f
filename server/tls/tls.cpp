#include "server/tls/tls.hpp"

#include <openssl/ssl.h>

#include "server/tls/certificates.hpp"
#include "server/tls/openssl_handles.hpp"
#include "server/tls/revocations.hpp"

namespace forloeb {
namespace ssl = boost::asio::ssl;
namespace {

Status load(ssl::context& context, const TlsFiles& files) {
    boost::system::error_code error;
    const auto failed = [&](const std::filesystem::path& file) {
        return fail(ErrorKind::invalid, "Cannot use " + file.string() + " for TLS: " + error.message() + ". It must be a PEM file that this user can read.");
    };
    if (context.load_verify_file(files.authority.string(), error); error) return failed(files.authority);
    if (context.use_certificate_chain_file(files.certificate.string(), error); error) return failed(files.certificate);
    if (context.use_private_key_file(files.key.string(), ssl::context::pem, error); error) return failed(files.key);
    if (SSL_CTX_check_private_key(context.native_handle()) != 1)
        return fail(ErrorKind::invalid, "The key " + files.key.string() + " does not belong to the certificate " + files.certificate.string() + ".");
    return use_revocations(context.native_handle(), files.revocations());
}

Result<TlsContext> make(ssl::context::method method, const TlsFiles& files) {
    FORLOEB_CHECK(files.check());
    auto context = std::make_shared<ssl::context>(method);
    SSL_CTX* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_num_tickets(native, 0);
    SSL_CTX_set_max_early_data(native, 0);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    // A write that is asked for again may come from another place: frames are queued.
    SSL_CTX_set_mode(native, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    FORLOEB_CHECK(load(*context, files));
    return context;
}

}  // namespace

Status TlsFiles::check() const {
    if (authority.empty() || certificate.empty() || key.empty())
        return fail(ErrorKind::invalid, "TLS needs three files: --tls-authority, --tls-certificate and --tls-key. Make them with: forloeb cert");
    return {};
}

Result<TlsContext> server_context(const TlsFiles& files, ClientCertificate client) {
    FORLOEB_TRY(TlsContext context, make(ssl::context::tls_server, files));
    context->set_verify_mode(client == ClientCertificate::optional ? ssl::verify_peer : ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
    return context;
}

Result<TlsContext> client_context(const TlsFiles& files) {
    FORLOEB_TRY(TlsContext context, make(ssl::context::tls_client, files));
    context->set_verify_mode(ssl::verify_peer);
    return context;
}

bool expect_host(SSL* connection, const std::string& host) {
    X509_VERIFY_PARAM* const wanted = SSL_get0_param(connection);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) == 1) return true;
    SSL_set_tlsext_host_name(connection, host.c_str());
    return SSL_set1_host(connection, host.c_str()) == 1;
}

PeerCertificate peer_certificate(const SSL* connection) {
    PeerCertificate out;
    const CertificateHandle certificate(SSL_get1_peer_certificate(connection));
    if (!certificate) return out;
    out.sha256 = fingerprint(certificate.get());
    // Without the extension a certificate is for everything, which is not for us.
    const bool says_usage = (X509_get_extension_flags(certificate.get()) & EXFLAG_XKUSAGE) != 0;
    out.for_clients = says_usage && (X509_get_extended_key_usage(certificate.get()) & XKU_SSL_CLIENT) != 0;
    const NamesHandle names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
    int named = 0;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_URI) continue;
        const std::string_view uri(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.uniformResourceIdentifier)),
                                   static_cast<std::size_t>(ASN1_STRING_length(name->d.uniformResourceIdentifier)));
        if (!uri.starts_with(actor_uri)) continue;
        ++named;
        out.actor = uri.substr(actor_uri.size());
    }
    if (named != 1) out.actor.clear();
    return out;
}

}  // namespace forloeb
