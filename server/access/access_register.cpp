#include "server/access/access_register.hpp"

#include <kj/exception.h>

#include <algorithm>

#include "engine/proof/sha256.hpp"
#include "events/schema/access.capnp.h"
#include "events/schema/governance.capnp.h"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

constexpr std::string_view stream_label = "forloeb access stream v1";

}  // namespace

OperationSet ApiToken::scope() const {
    if (operations.empty()) return OperationSet::everything();
    OperationSet out;
    // A word that this version does not know allows nothing.
    for (const std::string& name : operations)
        if (const auto operation = parse_operation(name)) out.add(*operation);
    return out;
}

StreamId AccessRegister::stream_of(const Engine& engine) {
    const Hash hash = sha256({as_bytes(stream_label), as_bytes(engine.options().origin)});
    StreamId stream{StreamKind::governance, {}};
    std::copy_n(hash.begin(), stream.id.bytes.size(), stream.id.bytes.begin());
    return stream;
}

Result<AccessRegister> AccessRegister::load(const Engine& engine) {
    AccessRegister out;
    FORLOEB_TRY(const auto events, engine.read_whole_stream(stream_of(engine)));
    try {
        for (const EventView& event : events) out.apply(event);
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "An event of the access stream cannot be read; nobody is let in before it can.");
    }
    return out;
}

void AccessRegister::apply(const EventView& event) {
    version_ = event.leaf().version;
    if (event.is<TokenCreated>()) {
        const auto said = event.as<TokenCreated>();
        tokens_.push_back({text_of(said.getToken()), text_of(said.getSha256()), text_of(said.getHolder()), texts_of(said.getOperations()),
                           text_of(said.getCertificate()), text_of(said.getUsage()), read_moment(said.getExpires()), false});
    } else if (event.is<TokenRevoked>()) {
        const std::string id = text_of(event.as<TokenRevoked>().getToken());
        for (ApiToken& token : tokens_)
            if (token.id == id) token.revoked = true;
    } else if (event.is<BreakGlassOpened>()) {
        const auto said = event.as<BreakGlassOpened>();
        const auto case_id = said.getCaseStream();
        broken_.push_back({{text_of(said.getRight()), text_of(said.getHolder()), Uuid::from_halves(case_id.getHigh(), case_id.getLow()), read_moment(said.getUntil()).at},
                           text_of(said.getUnit()), text_of(said.getCategory()), read_moment(event.envelope().getOccurredAt()), {}, event.leaf().position});
    } else if (event.is<BreakGlassReviewed>()) {
        const auto said = event.as<BreakGlassReviewed>();
        const std::string id = text_of(said.getRight());
        for (BrokenGlass& broken : broken_)
            if (broken.right.id == id) broken.outcome = text_of(said.getOutcome());
    } else if (event.is<PolicyChanged>()) {
        const auto said = event.as<PolicyChanged>();
        policy_ = PolicyInForce{text_of(said.getPolicy()) + "/" + text_of(said.getVersion()), text_of(said.getSha256()), event.leaf().position};
    }
}

const ApiToken* AccessRegister::token(std::string_view id) const {
    const auto found = std::ranges::find(tokens_, id, &ApiToken::id);
    return found == tokens_.end() ? nullptr : &*found;
}

const BrokenGlass* AccessRegister::broken(std::string_view id) const {
    const auto found = std::ranges::find_if(broken_, [&](const BrokenGlass& one) { return one.right.id == id; });
    return found == broken_.end() ? nullptr : &*found;
}

}  // namespace forloeb
