#include <openssl/rand.h>

#include <array>

#include "engine/proof/sha256.hpp"
#include "events/schema/access.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "server/access/access_events.hpp"
#include "server/access/access_orders.hpp"

namespace forloeb {
namespace {

constexpr std::uint32_t usual_days = 90;
constexpr std::uint32_t days_max = 366;
constexpr std::int64_t micros_a_day = std::int64_t{24} * 3600 * 1'000'000;

Status check(AccessControl& access, const TokenOrder& order) {
    if (order.sign_in && (order.days != 0 || !order.certificate.empty()))
        return fail(ErrorKind::invalid, "A token to sign in with is good once, for ten minutes, and bound to no certificate.", "signIn");
    if (order.days > days_max) return fail(ErrorKind::invalid, "A token is good for at most 366 days.", "days");
    for (const std::string& name : order.operations)
        if (!parse_operation(name)) return fail(ErrorKind::invalid, "There is no such operation; see forloeb access policy show.", "operations");
    const bool hex = order.certificate.size() == 64 && order.certificate.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!order.certificate.empty() && !hex) return fail(ErrorKind::invalid, "A certificate is named by its SHA-256, 64 hex digits in lower case.", "certificate");
    if (order.holder.empty()) return fail(ErrorKind::invalid, "A token needs a holder: an actor's pseudonym.", "holder");
    if (!access.policy()->built_in && access.principal_of(order.holder).roles.empty())
        return fail(ErrorKind::invalid, "The policy in force gives that holder no role; a token would open nothing.", "holder");
    return {};
}

}  // namespace

Result<IssuedToken> create_token(AccessControl& access, const Principal& by, const TokenOrder& order) {
    FORLOEB_CHECK(check(access, order));
    Engine& engine = access.engine();
    IssuedToken issued;
    std::array<Byte, 32> secret{};
    if (RAND_priv_bytes(secret.data(), static_cast<int>(secret.size())) != 1)
        return fail(ErrorKind::unavailable, "The operating system gives no random bytes; no token can be made now.");
    issued.secret = "forloeb_" + to_hex(secret);
    ApiToken& token = issued.token;
    // The id is no part of the secret: it stands in records and lists.
    token.id = (order.sign_in ? "s-" : "t-") + engine.new_id().text().substr(24);
    token.sha256 = to_hex(sha256(as_bytes(issued.secret)));
    token.holder = order.holder;
    token.operations = order.operations;
    token.certificate = order.certificate;
    token.usage = order.usage;
    const std::int64_t good_for = order.sign_in ? limits::sign_in_token_ms * 1000 : (order.days == 0 ? usual_days : order.days) * micros_a_day;
    token.expires = in_local_time({engine.now().micros + good_for});

    AccessEvent event(engine, "token.created", by.actor);
    auto payload = event.payload<TokenCreated>();
    payload.setToken(token.id);
    payload.setSha256(token.sha256);
    payload.setHolder(token.holder);
    auto operations = payload.initOperations(static_cast<capnp::uint>(token.operations.size()));
    for (capnp::uint i = 0; i < operations.size(); ++i) operations.set(i, token.operations[i]);
    payload.setCertificate(token.certificate);
    write_moment(payload.initExpires(), token.expires);
    payload.setUsage(token.usage);
    FORLOEB_CHECK(std::move(event).store());
    return issued;
}

Status revoke_token(AccessControl& access, const Principal& by, const std::string& id, const std::string& reason) {
    FORLOEB_TRY(const auto known, access.access_register());
    const ApiToken* const token = known->token(id);
    if (token == nullptr) return fail(ErrorKind::not_found, "There is no token of that id; see forloeb token list.", "id");
    if (token->revoked) return {};
    AccessEvent event(access.engine(), "token.revoked", by.actor);
    auto payload = event.payload<TokenRevoked>();
    payload.setToken(id);
    payload.setReason(reason);
    return std::move(event).store();
}

}  // namespace forloeb
