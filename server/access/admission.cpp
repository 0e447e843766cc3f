// Finding out who asks: the part of AccessControl that the doors call once a connection, and what it remembers of those who
// could not say.
#include <openssl/crypto.h>
#include <spdlog/spdlog.h>

#include "engine/proof/sha256.hpp"
#include "events/schema/access.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "server/access/access_control.hpp"
#include "server/access/access_events.hpp"
#include "server/access/refusals.hpp"

namespace forloeb {
namespace {

constexpr std::string_view token_prefix = "forloeb_";

/// Where failed attempts are counted: the network address, or the operating system's user.
std::string place_of(const Visitor& visitor) {
    if (!visitor.proxied_address.empty()) return "address:" + visitor.proxied_address;
    return visitor.address.empty() ? "user:" + visitor.user : "address:" + visitor.address;
}

bool same_digest(const std::string& a, const std::string& b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

/// Says no more than that it was no good: why is for the log, not for who tries.
tl::unexpected<Error> not_good(const char* rule) {
    return refuse_access(rule,
                         {"The token, or its use with this connection, is not accepted. Ask for a new one, and use it with the certificate it is bound to.",
                          "Adgangsnøglen, eller brugen af den med denne forbindelse, godtages ikke. Bed om en ny, og brug den med det certifikat, den er bundet til."},
                         "token");
}

}  // namespace

Result<Principal> AccessControl::admit(const Visitor& visitor, std::string_view token) {
    const std::string place = place_of(visitor);
    // Who shows nothing guesses nothing: plain loopback goes on as what it is.
    if (!token.empty() || !visitor.certificate.empty()) FORLOEB_CHECK(check_lock_out(place));
    auto principal = identify(visitor, token);
    if (principal) {
        const std::lock_guard lock(mutex_);
        if (!token.empty()) failed_logins_.succeeded(place);
        return principal;
    }
    spdlog::warn("a connection was not let in: {}", principal.error().rule);
    failed(visitor, token.empty() ? "certificate" : "token");
    return principal;
}

Status AccessControl::check_lock_out(const std::string& place) {
    const std::lock_guard lock(mutex_);
    const std::int64_t left_ms = failed_logins_.locked_out_ms(place, engine_.now().micros / 1000);
    if (left_ms == 0) return {};
    const std::string seconds = std::to_string((left_ms + 999) / 1000);
    Error error = access_refusal("access.locked_out", {"Too many failed attempts came from here; try again in " + seconds + " seconds.",
                                                       "Der kom for mange mislykkede forsøg herfra; prøv igen om " + seconds + " sekunder."});
    error.retry_after_ms = static_cast<std::uint32_t>(left_ms);
    return tl::make_unexpected(std::move(error));
}

Result<Principal> AccessControl::sign_in(const Visitor& visitor, std::string_view token, const std::string& owner) {
    FORLOEB_CHECK(check_lock_out(place_of(visitor)));
    const auto known = good_token(token);
    const bool once = known && known->is_sign_in();
    if (!once) return admit(visitor, token);
    if (Status used = use_up(*known); !used) {
        failed(visitor, "token");
        return tl::make_unexpected(std::move(used.error()));
    }
    const bool is_owner = policy()->built_in && known->holder == engine_.pseudonym("os-user", owner);
    Principal principal = policy()->principal(known->holder, is_owner ? Identified::owner : Identified::signed_in, local_date(engine_.now()));
    principal.scope = known->scope();
    return principal;
}

Status AccessControl::use_up(const ApiToken& token) {
    {
        const std::lock_guard lock(mutex_);
        if (!used_up_.insert(token.id).second) return not_good("access.token_over");
    }
    AccessEvent event(engine_, "token.revoked", server_actor);
    auto payload = event.payload<TokenRevoked>();
    payload.setToken(token.id);
    payload.setReason("used");
    return std::move(event).store();
}

Principal AccessControl::named_by_proxy(const std::string& actor) const {
    return policy()->principal(actor, Identified::reverse_proxy, local_date(engine_.now()));
}

void AccessControl::failed(const Visitor& visitor, std::string_view method) {
    const std::string place = place_of(visitor);
    bool locks_out = false;
    {
        const std::lock_guard lock(mutex_);
        locks_out = failed_logins_.failed(place, engine_.now().micros / 1000);
    }
    if (locks_out) record_lock_out(place, method);
}

Result<Principal> AccessControl::identify(const Visitor& visitor, std::string_view token) const {
    if (!token.empty()) return with_token(visitor, token);
    const LocalDate today = local_date(engine_.now());
    const auto in_force = policy();
    if (!visitor.certificate.empty()) {
        if (visitor.certificate_actor.empty())
            return refuse_access("access.certificate", {"The client certificate names no actor (SAN URI forloeb:actor:NAME). Issue one with: forloeb cert client",
                                                        "Klientcertifikatet nævner ingen aktør (SAN URI forloeb:actor:NAVN). Udsted et med: forloeb cert client"});
        Principal principal = in_force->principal(visitor.certificate_actor, Identified::certificate, today);
        principal.certificate = visitor.certificate;
        return principal;
    }
    if (!visitor.address.empty()) return in_force->principal({}, Identified::plain_loopback, today);
    const std::string actor = visitor.user.empty() ? std::string() : engine_.pseudonym("os-user", visitor.user);
    return in_force->principal(actor, visitor.is_owner ? Identified::owner : Identified::peer_credentials, today);
}

Result<ApiToken> AccessControl::good_token(std::string_view secret) const {
    if (!secret.starts_with(token_prefix)) return not_good("access.token");
    const std::string digest = to_hex(sha256(as_bytes(secret)));
    FORLOEB_TRY(const auto known, access_register());
    // All are compared, so that the time tells nothing of which one is near.
    const ApiToken* found = nullptr;
    for (const ApiToken& token : known->tokens())
        if (same_digest(token.sha256, digest)) found = &token;
    if (found == nullptr) return not_good("access.token");
    if (!found->is_good(engine_.now())) return not_good("access.token_over");
    return *found;
}

Result<Principal> AccessControl::with_token(const Visitor& visitor, std::string_view secret) const {
    FORLOEB_TRY(const ApiToken token, good_token(secret));
    if (token.is_sign_in()) return not_good("access.token_sign_in");
    // Over TLS it is bound to the certificate that came with it; elsewhere it is bound to none.
    if (token.certificate != visitor.certificate) return not_good("access.token_certificate");
    const auto how = visitor.certificate.empty() ? Identified::token : Identified::certificate_and_token;
    Principal principal = policy()->principal(token.holder, how, local_date(engine_.now()));
    principal.certificate = visitor.certificate;
    principal.token = token.id;
    principal.scope = token.scope();
    return principal;
}

Result<Principal> AccessControl::holder_of(std::string_view secret) const {
    FORLOEB_TRY(const ApiToken token, good_token(secret));
    if (token.is_sign_in()) return not_good("access.token_sign_in");
    Principal principal = policy()->principal(token.holder, Identified::token, local_date(engine_.now()));
    principal.token = token.id;
    principal.scope = token.scope();
    return principal;
}

Principal AccessControl::current(const Principal& asking) const {
    Principal principal = policy()->principal(asking.actor, asking.how, local_date(engine_.now()));
    principal.certificate = asking.certificate;
    principal.token = asking.token;
    principal.scope = asking.scope;
    if (principal.token.empty()) return principal;
    const auto known = access_register();
    const ApiToken* const token = known ? (*known)->token(principal.token) : nullptr;
    if (token == nullptr || !token->is_good(engine_.now())) principal.roles.clear();
    return principal;
}

Principal AccessControl::principal_of(const std::string& actor) const { return policy()->principal(actor, local_date(engine_.now())); }

void AccessControl::record_lock_out(const std::string& place, std::string_view method) {
    const Instant until{engine_.now().micros + failed_logins_.lock_out_ms() * 1000};
    AccessEvent event(engine_, "access.locked_out", server_actor);
    auto payload = event.payload<AccessLockedOut>();
    payload.setOrigin(engine_.pseudonym("place", place));
    payload.setAttempts(limits::failed_logins_max);
    write_moment(payload.initUntil(), in_local_time(until));
    payload.setMethod(std::string(method));
    auto request = std::move(event).request();
    if (!request) return spdlog::error("a lock-out could not be recorded: {}", error_code(request.error().kind));
    engine_.append(std::move(*request), [](const AppendOutcome& outcome) {
        if (!outcome) spdlog::error("a lock-out could not be recorded: {}", error_code(outcome.error().kind));
    });
}

}  // namespace forloeb
