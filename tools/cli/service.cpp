#include "tools/cli/service.hpp"

#include <sys/un.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "tools/cli/own_vocabularies.hpp"

namespace forloeb {

EngineOptions engine_options(const Settings& settings, bool create) {
    EngineOptions options;
    options.data = settings.data;
    options.keys = settings.keys;
    options.controller = settings.controller;
    if (!settings.origin.empty()) options.origin = settings.origin;
    options.create = create;
    options.space_floor = std::uint64_t{settings.space_floor_mib} << 20;
    return options;
}

Result<std::vector<Endpoint>> endpoints_to_listen(const Settings& settings) {
    std::vector<Endpoint> listen;
    FORLOEB_TRY(Endpoint tcp, Endpoint::parse(settings.listen));
    listen.push_back(std::move(tcp));
    const std::string path = settings.socket.empty()
                                 ? (std::filesystem::absolute(settings.data) / "forloeb.sock").string()
                                 : settings.socket;
    if (settings.socket.empty() && path.size() >= sizeof(sockaddr_un::sun_path)) return listen;
    FORLOEB_TRY(Endpoint local, Endpoint::parse("unix:" + path));
    listen.push_back(std::move(local));
    return listen;
}

Result<ClientIdentity> client_identity(const Settings& settings) {
    ClientIdentity identity{settings.tls, {}};
    if (settings.token_file.empty()) return identity;
    std::ifstream file(settings.token_file);
    if (!std::getline(file, identity.token) || identity.token.empty())
        return fail(ErrorKind::not_found, "Cannot read a token from " + settings.token_file.string() + ". Its first line is what forloeb token create printed.");
    return identity;
}

Result<std::vector<Endpoint>> http_endpoints_to_listen(const Settings& settings) {
    std::vector<Endpoint> http;
    if (settings.http.empty()) return http;
    FORLOEB_TRY(Endpoint endpoint, Endpoint::parse(settings.http));
    http.push_back(std::move(endpoint));
    return http;
}

Result<std::unique_ptr<Server>> start_server(const Settings& settings, const EngineOptions& options, const Doors& doors) {
    ServerOptions server_options;
    server_options.engine = options;
    server_options.scrub_period = std::chrono::hours(settings.scrub_hours);
    server_options.listen = doors.listen;
    server_options.http = doors.http;
    server_options.http_proxy_user = settings.http_proxy_user;
    server_options.web_dir = settings.web_dir;
    server_options.vocabularies = vocabulary_folder(settings);
    server_options.tls = settings.tls;
    server_options.policy = settings.policy;
    server_options.plain_loopback = doors.plain;
    FORLOEB_TRY(std::unique_ptr<Server> server, Server::open(std::move(server_options), Environment::system()));
    server->start();
    return server;
}

void wait_for_stop(const Surroundings& surroundings) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, surroundings.stop, [] { return false; });
}

}  // namespace forloeb
