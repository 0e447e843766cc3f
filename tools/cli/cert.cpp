// `forloeb cert`: certificates for a small installation, made here with OpenSSL's library. Keys are written with mode 0600.
#include <chrono>
#include <fstream>
#include <sstream>

#include "server/private_file.hpp"
#include "server/tls/certificates.hpp"
#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;

struct CertOptions {
    std::string folder = "certifikater", name, actor;
    std::vector<std::string> hosts;
    std::uint64_t days = 0;
};

constexpr std::uint64_t authority_days = 3650, server_days = 365, client_days = 30;

Validity from_now(std::uint64_t days, std::uint64_t otherwise) {
    using namespace std::chrono;
    // An hour back: other machines' clocks differ.
    const auto start = duration_cast<microseconds>((system_clock::now() - hours(1)).time_since_epoch()).count();
    return {{start}, static_cast<std::uint32_t>(days == 0 ? otherwise : days)};
}

Result<std::string> read_text(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail(ErrorKind::not_found, "Cannot read " + file.string() + ". Make an authority first: forloeb cert authority");
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

Result<KeyAndCertificate> authority_in(const fs::path& folder) {
    KeyAndCertificate out;
    FORLOEB_TRY(out.key_pem, read_text(folder / "authority.key"));
    FORLOEB_TRY(out.certificate_pem, read_text(folder / "authority.pem"));
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
}

}  // namespace forloeb
