#include <algorithm>

#include "tools/cli/invocation.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/service.hpp"
#include "tools/cli/throw_away_folder.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/demo/load.hpp"

namespace forloeb {
namespace {

constexpr std::uint32_t demo_space_floor_mib = 32;  // a few cases, thrown away: temporary folders are often small

constexpr const char* dev_http = "127.0.0.1:7480";

/// Ports 7420 and 7480, or any free ones if somebody listens there already.
Result<std::unique_ptr<Server>> start_anywhere(Settings settings, const EngineOptions& options, std::vector<Endpoint> listen) {
    const bool may_choose = settings.listen == Settings{}.listen;
    const bool may_choose_http = settings.http.empty();
    if (may_choose_http) settings.http = dev_http;
    FORLOEB_TRY(const std::vector<Endpoint> http, http_endpoints_to_listen(settings));
    // Which of the ports was taken is not said.
    const auto start = [&](bool any_tcp, bool any_http) {
        Doors doors{listen, http, true};
        if (any_tcp) doors.listen.front().port = 0;
        if (any_http) doors.http.front().port = 0;
        return start_server(settings, options, doors);
    };
    auto server = start(false, false);
    if (!server && may_choose) server = start(true, false);
    if (!server && may_choose_http) server = start(false, true);
    if (!server && may_choose && may_choose_http) server = start(true, true);
    return server;
}

/// Where the page shows the case of the story that the commands below are about.
std::string page_of_karen(Server& server) {
    const auto karen = server.engine().lookup("case", "karen");
    return karen && *karen ? "/#/cases/" + (*karen)->id.text() : "/";
}

void print_what_to_try(Invocation& call, Server& server, const Settings& settings, bool thrown_away) {
    TextPage page = call.page();
    const Endpoint& tcp = server.endpoints().front();
    const std::string to = tcp.port == default_tcp_port ? "" : " --server " + tcp.text();
    const std::string lang = settings.language == Language::en ? " --lang en" : "";
    page.title(page.say("Forløb kører. Syntetiske data: ingen af personerne findes.",
                        "Forløb is running. Synthetic data: none of these people exist."));
    page.blank();
    for (const Endpoint& endpoint : server.endpoints()) page.field(page.say("Adresse", "Address"), endpoint.text(), 14);
    page.field(page.say("Datamappe", "Data"),
               settings.data.string() +
                   std::string(thrown_away ? page.say(" (slettes, når du stopper)", " (deleted when you stop)") : ""),
               14);
    for (const Endpoint& http : server.http_endpoints())
        if (!http.is_unix()) page.field(page.say("Siden", "The page"), "http://" + http.text() + page_of_karen(server), 14);
    page.section(page.say("Prøv i en anden terminal:", "Try in another terminal:"));
    // One command a line, never broken: they are to be pasted.
    for (const char* rest : {"case list", "case show karen", "case history karen --brief", "case partners karen",
                             "case replay karen --as-known 2025-10-19 --as-known 2025-11-30", "measure list",
                             "measure run M1", "tail --from 0 --limit 10", "status"})
        call.out() << "  " << call.surroundings().program << ' ' << rest << to << lang << '\n';
    page.blank();
    page.paragraph(page.say("Stop med Ctrl-C.", "Stop with Ctrl-C."));
    call.out() << std::flush;
}

ExitCode dev(Invocation& call) {
    Settings settings = call.settings();
    std::optional<ThrowAwayFolder> folder;
    if (settings.data.empty()) {
        auto made = ThrowAwayFolder::make();
        if (!made) return call.failed(made.error());
        folder.emplace(std::move(*made));
        settings.data = folder->path() / "data";
        settings.keys = folder->path() / "keys";
        settings.space_floor_mib = std::min(settings.space_floor_mib, demo_space_floor_mib);
    }
    const EngineOptions options = engine_options(settings, true);
    if (const auto loaded = load_demo(options, Environment::system()); !loaded) return call.failed(loaded.error());
    const auto listen = endpoints_to_listen(settings);
    if (!listen) return call.failed(listen.error());
    EngineOptions opened = options;
    opened.create = false;
    auto server = start_anywhere(settings, opened, *listen);
    if (!server) return call.failed(server.error());
    print_what_to_try(call, **server, settings, folder.has_value());
    wait_for_stop(call.surroundings());
    (*server)->stop();
    return ExitCode::ok;
}

}  // namespace

void add_dev(Menu& menu) {
    CLI::App& verb = menu.verb(menu.root(), "dev", "prøv Forløb: demosager i en midlertidig mappe, med server",
                               "try Forløb: demo cases in a temporary folder, served",
                               {"forloeb dev", "forloeb dev --data demo --lang en"}, dev);
    menu.setting(verb, "listen", "ADDR", "lyt her (127.0.0.1:7420, ellers en ledig port)",
                 "listen here (127.0.0.1:7420, else a free port)");
    menu.setting(verb, "http", "ADDR", "siden og HTTP/JSON her (127.0.0.1:7480, ellers en ledig port)",
                 "the page and HTTP/JSON here (127.0.0.1:7480, else a free port)");
    menu.setting(verb, "web-dir", "DIR", "sidens filer herfra i stedet for de indbyggede", "the page's files from here instead of those built in");
    menu.setting(verb, "socket", "PATH", "Unix-socket (DATA/forloeb.sock)", "Unix socket (DATA/forloeb.sock)");
}

}  // namespace forloeb
