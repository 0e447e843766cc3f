// `forloeb cert`: certificates for a small installation, and their revocation, made here with OpenSSL's library. Files have mode 0600.
#include <chrono>
#include <fstream>
#include <sstream>

#include "server/private_file.hpp"
#include "server/tls/certificates.hpp"
#include "server/tls/revocations.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

struct CertOptions {
    std::string folder = "certifikater", name, actor, certificate;
    std::vector<std::string> hosts;
    std::uint64_t days = 0;
};

constexpr std::uint64_t authority_days = 3650, server_days = 365, client_days = 30, list_days = 3650;

Validity from_now(std::uint64_t days, std::uint64_t otherwise) {
    using namespace std::chrono;
    // An hour back: other machines' clocks differ.
    const auto start = duration_cast<microseconds>((system_clock::now() - hours(1)).time_since_epoch()).count();
    return {{start}, static_cast<std::uint32_t>(days == 0 ? otherwise : days)};
}

Result<std::string> read_text(const fs::path& file, const char* otherwise = "Is its name right?") {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail(ErrorKind::not_found, "Cannot read " + file.string() + ". " + otherwise);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

Result<KeyAndCertificate> authority_in(const fs::path& folder) {
    KeyAndCertificate out;
    constexpr const char* make_one = "Make an authority first: forloeb cert authority";
    FORLOEB_TRY(out.key_pem, read_text(folder / "authority.key", make_one));
    FORLOEB_TRY(out.certificate_pem, read_text(folder / "authority.pem", make_one));
    return out;
}

Status write_pair(const fs::path& folder, const std::string& name, const KeyAndCertificate& made) {
    std::error_code error;
    fs::create_directories(folder, error);
    for (const char* extension : {".key", ".pem"})
        if (fs::exists(folder / (name + extension), error))
            return fail(ErrorKind::conflict, "There is a " + (folder / (name + extension)).string() + " already; nothing was written over it.");
    FORLOEB_CHECK(write_private_file(folder / (name + ".key"), made.key_pem));
    return write_private_file(folder / (name + ".pem"), made.certificate_pem);
}

ExitCode finish(Invocation& call, const CertOptions& options, const std::string& name, const Result<KeyAndCertificate>& made) {
    if (!made) return call.failed(made.error());
    if (const Status written = write_pair(options.folder, name, *made); !written) return call.failed(written.error());
    call.out() << (fs::path(options.folder) / (name + ".pem")).string() << '\n' << (fs::path(options.folder) / (name + ".key")).string() << '\n';
    return ExitCode::ok;
}

ExitCode authority(Invocation& call, const CertOptions& options) {
    return finish(call, options, "authority", make_authority(options.name.empty() ? "Forloeb" : options.name, from_now(options.days, authority_days)));
}

ExitCode server(Invocation& call, const CertOptions& options) {
    const auto by = authority_in(options.folder);
    if (!by) return call.failed(by.error());
    return finish(call, options, "server", make_server_certificate(*by, options.hosts, from_now(options.days, server_days)));
}

ExitCode client(Invocation& call, const CertOptions& options) {
    const auto by = authority_in(options.folder);
    if (!by) return call.failed(by.error());
    return finish(call, options, options.actor, make_client_certificate(*by, options.actor, from_now(options.days, client_days)));
}

/// The list beside the authority's certificate, with one more on it.
Result<fs::path> revoke_in(const CertOptions& options) {
    const fs::path folder = options.folder, file = folder / "authority.crl";
    FORLOEB_TRY(const KeyAndCertificate by, authority_in(folder));
    std::string before, certificate;
    std::error_code error;
    if (fs::exists(file, error)) {
        FORLOEB_TRY(before, read_text(file));
    }
    if (!options.certificate.empty() || !options.actor.empty()) {
        FORLOEB_TRY(certificate, read_text(options.certificate.empty() ? folder / (options.actor + ".pem") : fs::path(options.certificate)));
    }
    FORLOEB_TRY(const std::string list, make_revocation_list(by, before, certificate, from_now(options.days, list_days)));
    // Beside it, then in its place: a server that reads it meanwhile finds one of the two.
    const fs::path next = folder / "authority.crl.next";
    FORLOEB_CHECK(write_private_file(next, list));
    fs::rename(next, file, error);
    if (error) return fail(ErrorKind::storage, "Cannot write " + file.string() + ": " + error.message() + ".");
    return file;
}

ExitCode revoke(Invocation& call, const CertOptions& options) {
    const auto written = revoke_in(options);
    if (!written) return call.failed(written.error());
    call.out() << written->string() << '\n';
    call.tell("Læg listen ved siden af serverens authority.pem, og kør: forloeb access reload", "Put the list beside the server's authority.pem, then: forloeb access reload");
    return ExitCode::ok;
}

}  // namespace

void add_cert(Menu& menu) {
    CLI::App& noun = menu.noun("cert", "certifikater til en lille installation", "certificates for a small installation");
    auto options = std::make_shared<CertOptions>();
    const auto shared_options = [&](CLI::App& verb, const char* usual) {
        menu.value(verb, "--folder", options->folder, "DIR", "mappen med certifikater og nøgler (certifikater)", "the folder of certificates and keys (certifikater)");
        menu.number(verb, "--days", options->days, std::string("gyldigt så mange dage (") + usual + ")", std::string("good for so many days (") + usual + ")");
    };
    CLI::App& first = menu.verb(noun, "authority", "lav en udsteder: authority.pem og authority.key, som gemmes et andet sted end serveren", "make an authority: authority.pem and authority.key, to be kept elsewhere than the server",
                                {"forloeb cert authority --name Testkommune"}, [options](Invocation& call) { return authority(call, *options); });
    shared_options(first, "3650");
    menu.value(first, "--name", options->name, "NAME", "udstederens navn", "the authority's name");
    CLI::App& second = menu.verb(noun, "server", "udsted serverens certifikat", "issue the server's certificate", {"forloeb cert server --host forloeb.example --host 127.0.0.1"},
                                 [options](Invocation& call) { return server(call, *options); });
    shared_options(second, "365");
    menu.values(second, "--host", options->hosts, "HOST", "navn eller adresse, som klienter bruger; må gentages", "name or address that clients use; may be repeated");
    CLI::App& third = menu.verb(noun, "client", "udsted et klientcertifikat til en aktør", "issue a client certificate to an actor", {"forloeb cert client --actor koord-1"},
                                [options](Invocation& call) { return client(call, *options); });
    shared_options(third, "30");
    menu.value(third, "--actor", options->actor, "PSEUDONYM", "aktørens pseudonym, som i hændelserne", "the actor's pseudonym, as in the events", true);
    CLI::App& fourth = menu.verb(noun, "revoke", "sæt et certifikat på udstederens liste over dem, der ikke længere gælder: authority.crl", "put a certificate on the authority's list of those that are good no more: authority.crl",
                                 {"forloeb cert revoke --actor koord-1", "forloeb cert revoke --days 3650"}, [options](Invocation& call) { return revoke(call, *options); });
    shared_options(fourth, "3650");
    menu.value(fourth, "--actor", options->actor, "PSEUDONYM", "dennes certifikat i mappen; uden hverken det eller en fil fornyes listen", "the one of this actor in the folder; with neither this nor a file the list is renewed");
    menu.value(fourth, "--certificate", options->certificate, "FILE", "certifikatet selv (PEM)", "the certificate itself (PEM)");
}

}  // namespace forloeb
