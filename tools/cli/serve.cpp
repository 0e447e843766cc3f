#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/service.hpp"
#include "tools/cli/verbs.hpp"

namespace forloeb {
namespace {

ExitCode serve(Invocation& call) {
    const Settings& settings = call.settings();
    if (settings.data.empty())
        return call.usage_error("Sig hvilken datamappe med --data DIR.", "Say which data directory with --data DIR.");
    auto listen = endpoints_to_listen(settings);
    if (!listen) return call.failed(listen.error());
    // Without certificates nobody over TCP could say who they are. What was asked for beyond this machine is refused by name.
    if (!settings.tls.any() && std::erase_if(*listen, [](const Endpoint& endpoint) { return !endpoint.is_unix() && endpoint.is_loopback(); }) > 0)
        call.tell("Ingen TCP uden TLS (--tls-authority, --tls-certificate, --tls-key); kun Unix-socket.", "No TCP without TLS (--tls-authority, --tls-certificate, --tls-key); the Unix socket only.");
    EngineOptions options = engine_options(settings, true);
    options.ballast = true;
    const auto http = http_endpoints_to_listen(settings);
    if (!http) return call.failed(http.error());
    auto server = start_server(settings, options, {*listen, *http, false});
    if (!server) return call.failed(server.error());

    for (const Endpoint& endpoint : (*server)->endpoints()) {
        const std::string address = endpoint.text();
        call.tell("Lytter på " + address, "Listening on " + address);
    }
    for (const Endpoint& endpoint : (*server)->http_endpoints()) {
        const std::string address = endpoint.text();
        call.tell("HTTP på " + address, "HTTP on " + address);
    }
    const HangUp hang_up(call.surroundings(), [&] {
        if (const Status reloaded = (*server)->reload(); !reloaded) static_cast<void>(call.failed(reloaded.error()));
    });
    wait_for_stop(call.surroundings());
    call.tell("Stopper: svarer på det, der er i gang.", "Stopping: answering what is under way.");
    (*server)->stop();
    return ExitCode::ok;
}

}  // namespace

void add_serve(Menu& menu) {
    CLI::App& verb = menu.verb(
        menu.root(), "serve", "server en datamappe på denne maskine", "serve a data directory on this machine",
        {"forloeb serve --data sager",
         "forloeb serve --data sager --listen 0.0.0.0:7420 --tls-authority authority.pem --tls-certificate server.pem --tls-key server.key",
         "forloeb serve --data sager --http 127.0.0.1:7480"}, serve);
    menu.setting(verb, "listen", "ADDR", "lyt her med TLS (127.0.0.1:7420); uden for maskinen kun under en politik",
                 "listen here with TLS (127.0.0.1:7420); beyond this machine only under a policy");
    menu.setting(verb, "socket", "PATH", "Unix-socket (DATA/forloeb.sock)", "Unix socket (DATA/forloeb.sock)");
    menu.setting(verb, "http", "ADDR", "siden og HTTP/JSON her (127.0.0.1:7480 eller unix:PATH); uden for maskinen kun med TLS",
                 "the page and HTTP/JSON here (127.0.0.1:7480 or unix:PATH); beyond this machine only with TLS");
    menu.setting(verb, "http-proxy-user", "USER", "bruger, hvis reverse proxy må sige, hvem der spørger (Forloeb-Actor), på HTTP's Unix-socket",
                 "user whose reverse proxy may say who asks (Forloeb-Actor), over HTTP's Unix socket");
    menu.setting(verb, "web-dir", "DIR", "sidens filer herfra i stedet for de indbyggede", "the page's files from here instead of those built in");
    menu.setting(verb, "scrub-hours", "N", "læs alt gemt igennem én gang på så mange timer (24); 0: ikke i baggrunden",
                 "read everything stored once in so many hours (24); 0: not in the background");
}

}  // namespace forloeb
