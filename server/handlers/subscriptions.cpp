#include "server/handlers/subscriptions.hpp"

#include "server/access/refusals.hpp"
#include "server/handlers/handlers.hpp"
#include "server/protocol/texts.hpp"
#include "server/session/subscription.hpp"

namespace forloeb {
namespace {

Error beyond_log(Position head, const char* field) {
    return {ErrorKind::invalid, "The position is beyond the log, which has " + std::to_string(head.value) + " events; is this the log you read before?", field, {}};
}

void write_remembered(wire::subscribing::Remembered::Builder out, const RememberedSubscription& subscription, Position head) {
    out.setName(subscription.name);
    write_filter(out.initFilter(), *subscription.filter);
    out.setNext(subscription.next.value);
    out.setCreatedAt(subscription.created.micros);
    out.setConsumer(subscription.consumer);
    out.setBehind(head > subscription.next ? head.value - subscription.next.value : 0);
}

Status create_subscription(const Engine& engine, RememberedSubscriptions& remembered, const Caller& caller, wire::subscribing::Create::Reader create,
                           wire::subscribing::Remembered::Builder out) {
    const Position head = engine.head().next;
    RememberedSubscription wanted;
    wanted.actor = caller.principal.actor;
    wanted.name = text_of(create.getName());
    FORLOEB_TRY(SubscriptionFilter filter, read_filter(create.getFilter(), "filter"));
    wanted.filter = std::make_shared<const SubscriptionFilter>(std::move(filter));
    wanted.next = create.getFrom().isNow() ? head : Position{create.getFrom().getPosition()};
    if (wanted.next > head) return tl::make_unexpected(beyond_log(head, "from.position"));
    wanted.created = engine.now();
    FORLOEB_TRY(const RememberedSubscription made, remembered.create(std::move(wanted)));
    write_remembered(out, made, head);
    return {};
}

Status list_subscriptions(const Engine& engine, RememberedSubscriptions& remembered, const Caller& caller, wire::subscribing::Reply::Builder reply) {
    FORLOEB_TRY(const auto own, remembered.of(caller.principal.actor));
    auto out = reply.initList(static_cast<capnp::uint>(own.size()));
    for (capnp::uint i = 0; i < out.size(); ++i) write_remembered(out[i], own[i], engine.head().next);
    return {};
}

}  // namespace

Status answer_subscriptions(const Engine& engine, RememberedSubscriptions& remembered, const Caller& caller, wire::subscribing::Request::Reader request,
                            wire::subscribing::Reply::Builder reply) {
    if (caller.principal.actor.empty())
        return refuse_access({}, {"Subscriptions are remembered for somebody: come with a token or a certificate.", "Abonnementer huskes for nogen: kom med en adgangsnøgle eller et certifikat."});
    switch (request.which()) {
        case wire::subscribing::Request::CREATE: return create_subscription(engine, remembered, caller, request.getCreate(), reply.initCreated());
        case wire::subscribing::Request::LIST: return list_subscriptions(engine, remembered, caller, reply);
        case wire::subscribing::Request::DELETE:
            reply.setDeleted();
            return remembered.remove(caller.principal.actor, text_of(request.getDelete()));
        default: return fail(ErrorKind::unsupported, "This server does not answer that request.");
    }
}

void acknowledge_subscription(RememberedSubscriptions& remembered, Position head, const Caller& caller, wire::subscribing::Acknowledge::Reader request,
                              std::function<void(Result<Position>)> done) {
    const Position next{request.getNext()};
    if (next > head) return done(tl::make_unexpected(beyond_log(head, "next")));
    remembered.acknowledge(caller.principal.actor, text_of(request.getName()), next, std::move(done));
}

}  // namespace forloeb
