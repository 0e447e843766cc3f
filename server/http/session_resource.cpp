// /api/v1/session: signing in at the page with a token, who is signed in, and signing out.
#include <capnp/compat/json.h>
#include <kj/exception.h>

#include "events/vocabulary/limits.hpp"
#include "server/http/http_door.hpp"
#include "server/http/json_text.hpp"
#include "server/http/problem_response.hpp"

namespace forloeb {
namespace {

constexpr std::size_t token_bytes_max = 256;

/// {"token": "forloeb_..."}; empty if the body says anything else.
std::string token_in(const std::string& body) {
    if (body.size() > 4 * token_bytes_max) return {};
    try {
        capnp::MallocMessageBuilder message;
        auto value = message.initRoot<capnp::json::Value>();
        capnp::JsonCodec codec;
        codec.decodeRaw(kj::arrayPtr(body.data(), body.size()), value);
        if (!value.isObject() || value.getObject().size() != 1) return {};
        const auto field = value.asReader().getObject()[0];
        if (field.getName() != "token" || !field.getValue().isString()) return {};
        return field.getValue().getString().cStr();
    } catch (const kj::Exception&) {
        return {};
    }
}

std::string set_cookie(Entrance entrance, std::string_view value, std::int64_t seconds) {
    std::string out(session_cookie_name(entrance));
    out.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=").append(std::to_string(seconds));
    if (entrance != Entrance::loopback) out.append("; Secure");
    return out;
}

HttpResponse not_signed_in(const Error& error, const HttpRequest& request) {
    if (error.rule == "access.locked_out") return problem_response(429, error, request);
    HttpResponse response = problem_response(401, error, request);
    response.headers.emplace_back("www-authenticate", "Bearer");
    return response;
}

}  // namespace

HttpResponse HttpDoor::answer_session(const HttpRequest& request, const HttpPeer& peer) {
    if (request.method == "POST") return sign_in(request, peer);
    if (request.method != "GET" && request.method != "DELETE") {
        auto refused = problem_response(405, {ErrorKind::invalid, "Sign in with POST, ask with GET, sign out with DELETE.", {}, {}});
        refused.headers.emplace_back("allow", "GET, HEAD, POST, DELETE, OPTIONS");
        return refused;
    }
    const auto asker = identify(request, peer);
    if (!asker) return not_signed_in(asker.error(), request);
    if (request.method == "GET") return who(*asker);
    if (!asker->cookie.empty() && !SignIns::is_csrf_of(asker->cookie, request.header("x-csrf-token")))
        return problem_response(missing_csrf(), request);
    sign_ins_.end(asker->cookie);
    return {204, {{"set-cookie", set_cookie(peer.entrance, {}, 0)}}, {}};
}

HttpResponse HttpDoor::sign_in(const HttpRequest& request, const HttpPeer& peer) {
    if (!request.header("content-type").starts_with("application/json"))
        return problem_response(415, {ErrorKind::invalid, "Sign in with application/json: {\"token\": \"forloeb_...\"}.", "content-type", {}});
    const std::string token = token_in(request.body);
    if (token.empty()) return problem_response({ErrorKind::invalid, "Sign in with {\"token\": \"forloeb_...\"}, as forloeb token create --sign-in printed it.", "token", {}});
    auto principal = handlers_.access().sign_in(visitor_of(request, peer), token, options_.owner);
    if (!principal) return not_signed_in(principal.error(), request);
    const auto cookie = sign_ins_.begin(std::move(*principal), now_ms());
    if (!cookie) return problem_response(cookie.error());
    // Who had signed in before in this browser is signed out.
    sign_ins_.end(cookie_of(request, session_cookie_name(peer.entrance)));
    const auto asker = signed_in(*cookie, false);
    if (!asker) return not_signed_in(asker.error(), request);
    HttpResponse response = who(*asker);
    response.headers.emplace_back("set-cookie", set_cookie(peer.entrance, *cookie, limits::sign_in_ms / 1000));
    return response;
}

HttpResponse HttpDoor::who(const Asker& asker) const {
    const Principal principal = handlers_.access().current(asker.caller.principal);
    const ServerFacts& facts = handlers_.facts();
    JsonLine roles('[');
    for (const std::string& role : principal.roles) roles.item(json_quoted(role));
    JsonLine body('{');
    body.yes_no("signedIn", true).text("actor", principal.actor).text("unit", principal.unit).raw("roles", roles.str());
    body.text("identified", word(principal.how));
    body.text("csrf", asker.cookie.empty() ? std::string() : SignIns::csrf_of(asker.cookie));
    body.number("idleSeconds", static_cast<std::uint64_t>(asker.idle_left_ms / 1000));
    body.text("origin", facts.origin).text("controller", facts.controller).text("server", facts.server);
    body.yes_no("synthetic", facts.origin.starts_with("demo/"));
    return {200, {{"content-type", "application/json"}}, body.str()};
}

}  // namespace forloeb
