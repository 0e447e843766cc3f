#include "server/http/http_door.hpp"

#include <spdlog/spdlog.h>

#include "server/access/refusals.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/response_bytes.hpp"

namespace forloeb {
namespace {

constexpr std::string_view session_path = "/api/v1/session";
constexpr std::string_view stream_path = "/api/v1/stream";
constexpr std::string_view bearer_scheme = "Bearer ";

Error nobody_known() {
    return access_refusal("sign_in", {"Sign in at the page, or send a token: Authorization: Bearer forloeb_...", "Log ind på siden, eller send en adgangsnøgle: Authorization: Bearer forloeb_..."});
}

/// A refusal about who asks: 401 if asking again with something to show could help.
HttpResponse refused_entry(const Error& error, const HttpRequest& request) {
    if (error.rule == "access.locked_out") return problem_response(429, error, request);
    if (error.rule != "sign_in" && !error.rule.starts_with("access.token")) return problem_response(error, request);
    HttpResponse response = problem_response(401, error, request);
    response.headers.emplace_back("www-authenticate", "Bearer");
    return response;
}

/// The last address is the one that our proxy itself saw.
std::string last_listed(std::string_view listed) {
    const std::size_t comma = listed.rfind(',');
    std::string_view last = comma == std::string_view::npos ? listed : listed.substr(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    return std::string(last.substr(0, 64));
}

}  // namespace

std::string_view session_cookie_name(Entrance entrance) {
    // Browsers keep a __Host- cookie only if it is Secure, of this host alone and of all its paths.
    return entrance == Entrance::loopback ? "forloeb_session" : "__Host-forloeb_session";
}

HttpDoor::HttpDoor(const Handlers& handlers, Projections& projections, const ReadLog& reads, const DoorFigures& figures, HttpDoorOptions options)
    : handlers_(handlers),
      figures_(figures),
      reads_(reads),
      options_(std::move(options)),
      resources_(handlers, [this](std::function<void()> work) { workers_(std::move(work)); }, options_.vocabularies),
      web_files_(options_.web_dir),
      probes_(handlers.engine(), projections, reads) {}

std::int64_t HttpDoor::now_ms() const { return handlers_.engine().now().micros / 1000; }

// ---- who asks ----

bool HttpDoor::may_name_actors(const HttpPeer& peer) const {
    if (peer.entrance != Entrance::unix_socket) return false;
    return options_.proxy_user.empty() ? peer.visitor.is_owner : peer.visitor.user == options_.proxy_user;
}

Visitor HttpDoor::visitor_of(const HttpRequest& request, const HttpPeer& peer) const {
    Visitor visitor = peer.visitor;
    if (may_name_actors(peer)) visitor.proxied_address = last_listed(request.header("x-forwarded-for"));
    return visitor;
}

bool HttpDoor::is_welcome(const HttpPeer& peer) const {
    return !has_proxy() || peer.entrance != Entrance::unix_socket || peer.visitor.is_owner || may_name_actors(peer);
}

Result<HttpDoor::Asker> HttpDoor::named_by_proxy(const HttpRequest& request, const HttpPeer& peer) const {
    if (!may_name_actors(peer))
        return refuse_access("access.identity_header",
                             {"Only a reverse proxy of ours, over the Unix socket, may say who asks.", "Kun en omvendt proxy af vores egne, over Unix-soklen, må sige, hvem der spørger."},
                             "forloeb-actor");
    return Asker{{peer.visitor.user, handlers_.access().named_by_proxy(std::string(request.header("forloeb-actor")))}, {}, 0};
}

Result<HttpDoor::Asker> HttpDoor::signed_in(std::string_view cookie, bool counts) {
    const auto live = counts ? sign_ins_.use(cookie, now_ms()) : sign_ins_.look(cookie, now_ms());
    if (!live) return tl::make_unexpected(nobody_known());
    return Asker{{{}, live->principal}, std::string(cookie), live->idle_left_ms};
}

Result<HttpDoor::Asker> HttpDoor::by_connection(const HttpPeer& peer) {
    const Visitor& visitor = peer.visitor;
    const bool is_known = peer.entrance == Entrance::unix_socket ? options_.proxy_user != visitor.user
                          : peer.entrance == Entrance::tls       ? !visitor.certificate.empty()
                                                                 : options_.owner_on_loopback;
    if (!is_known) return tl::make_unexpected(nobody_known());
    FORLOEB_TRY(Principal principal, handlers_.access().admit(visitor, {}));
    return Asker{{visitor.user, std::move(principal)}, {}, 0};
}

Result<HttpDoor::Asker> HttpDoor::identify(const HttpRequest& request, const HttpPeer& peer) {
    if (!request.header("forloeb-actor").empty()) return named_by_proxy(request, peer);
    if (const std::string_view said = request.header("authorization"); !said.empty()) {
        if (!said.starts_with(bearer_scheme)) return tl::make_unexpected(nobody_known());
        FORLOEB_TRY(Principal principal, handlers_.access().admit(visitor_of(request, peer), said.substr(bearer_scheme.size())));
        return Asker{{peer.visitor.user, std::move(principal)}, {}, 0};
    }
    if (const std::string_view cookie = cookie_of(request, session_cookie_name(peer.entrance)); !cookie.empty())
        if (auto asker = signed_in(cookie, request.path != session_path)) return asker;
    return by_connection(peer);
}

Error HttpDoor::missing_csrf() {
    return access_refusal("access.csrf",
                          {"What changes something needs the header X-CSRF-Token, as GET /api/v1/session says it.",
                           "Det, der ændrer noget, kræver headeren X-CSRF-Token, som GET /api/v1/session oplyser den."},
                          "x-csrf-token");
}

bool HttpDoor::is_signed_in(const std::string& cookie) { return cookie.empty() || sign_ins_.look(cookie, now_ms()).has_value(); }

// ---- what is asked ----

void HttpDoor::answer(const HttpRequest& request, const HttpPeer& peer, const Reply& reply, const SharedStopFlag& stop) {
    try {
        if (const Status named = check_host(request, peer.entrance); !named) return reply(problem_response(421, named.error(), request));
        if (request.path.starts_with("/api/")) return answer_api(request, peer, reply, stop);
        return reply(answer_outside(request, peer));
    } catch (const std::exception& exception) {
        // A library below failed in a way of its own, before anybody else took the request over.
        spdlog::error("an HTTP request failed: {}", exception.what());
    }
    reply(problem_response({ErrorKind::damaged, "The server could not handle this request; its log says more.", {}, {}}));
}

void HttpDoor::answer_api(const HttpRequest& request, const HttpPeer& peer, const Reply& reply, const SharedStopFlag& stop) {
    if (const Status own = check_site(request); !own) return reply(problem_response(own.error(), request));
    if (request.method == "OPTIONS") return reply(HttpResponse{204, {{"allow", "GET, HEAD, POST, DELETE, OPTIONS"}}, {}});
    if (request.path == session_path) return reply(answer_session(request, peer));
    auto asker = identify(request, peer);
    if (!asker) return reply(refused_entry(asker.error(), request));
    if (!asker->cookie.empty() && !is_safe(request.method) && !SignIns::is_csrf_of(asker->cookie, request.header("x-csrf-token")))
        return reply(problem_response(missing_csrf(), request));
    if (request.path != stream_path) return resources_.answer(request, asker->caller, [reply](HttpResponse response) { reply(std::move(response)); }, stop);
    if (request.method != "GET") {
        auto refused = problem_response(405, {ErrorKind::invalid, "An event stream is asked for with GET.", {}, {}});
        refused.headers.emplace_back("allow", "GET, OPTIONS");
        return reply(std::move(refused));
    }
    auto stream = open_stream(handlers_, request, std::move(asker->caller));
    if (!stream) return reply(problem_response(stream.error(), request));
    stream->cookie = std::move(asker->cookie);
    reply(std::move(*stream));
}

HttpResponse HttpDoor::answer_outside(const HttpRequest& request, const HttpPeer& peer) {
    if (request.method == "OPTIONS") return {204, {{"allow", "GET, HEAD, OPTIONS"}}, {}};
    if (request.method == "GET" && request.path == "/livez") return {200, {{"content-type", "text/plain; charset=utf-8"}}, "ok\n"};
    if (request.method == "GET" && request.path == "/readyz") {
        const bool verbose = !request.query.empty() && request.query.front().first == "verbose";
        return probes_.ready(verbose && may_see_figures(request, peer));
    }
    if (request.method == "GET" && request.path == "/metrics") {
        if (may_see_figures(request, peer)) return {200, {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}}, metrics_text()};
        return refused_entry(nobody_known(), request);
    }
    return web_files_.answer(request);
}

/// Within this machine anybody; from elsewhere whoever may ask for the server's status.
bool HttpDoor::may_see_figures(const HttpRequest& request, const HttpPeer& peer) {
    if (peer.entrance != Entrance::tls) return true;
    const auto asker = identify(request, peer);
    return asker && handlers_.access().permit(asker->caller.principal, {.operation = Operation::status}).has_value();
}

std::string HttpDoor::metrics_text() {
    const Engine& engine = handlers_.engine();
    return metrics_.text({engine.head().next, engine.figures(), figures_, probes_.lags(), reads_.trouble().empty(), sign_ins_.count()});
}

std::string_view HttpDoor::route_of(const HttpRequest& request) {
    for (const std::string_view own : {session_path, stream_path, std::string_view("/livez"), std::string_view("/readyz"), std::string_view("/metrics")})
        if (request.path == own) return own;
    if (!request.path.starts_with("/api/")) return "page";
    const std::string_view route = Resources::route_of(request);
    return route.empty() ? "none" : route;
}

void HttpDoor::finish(const HttpRequest& request, const HttpPeer& peer, HttpResponse& response) {
    protect(response, peer.entrance);
    if (wants_gzip(request, response)) gzip(response);
}

}  // namespace forloeb
