#include "server/session/subscription.hpp"

#include <algorithm>

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/limits.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {

Subscription::Step Subscription::next_step(Position head, bool full) const {
    if (pulling) return Step::wait;
    if (cursor.next >= head) return state == State::live ? Step::wait : Step::say_caught_up;
    if (credits == 0 || full) return state == State::live ? Step::say_fell_behind : Step::wait;
    return Step::pull;
}

void Subscription::grant(std::uint64_t events) {
    credits = std::min(limits::credits_max, credits + std::min(events, limits::credits_max));
}

namespace {

Result<SubscriptionFilter> read_types(capnp::List<capnp::Text>::Reader names) {
    if (names.size() == 0)
        return fail(ErrorKind::invalid, "Name at least one event type, or subscribe to everything.", "types");
    if (names.size() > limits::subscription_types_max)
        return fail(ErrorKind::invalid, "One subscription may name at most " +
                                            std::to_string(limits::subscription_types_max) + " event types.", "types");
    TypeIds ids;
    for (capnp::uint i = 0; i < names.size(); ++i) {
        const auto name = names[i];
        const EventType* type = find_event_type(std::string_view(name.begin(), name.size()));
        if (type == nullptr)
            return fail(ErrorKind::unsupported, "This server knows no such event type; see the catalogue, or upgrade it.",
                        "types[" + std::to_string(i) + "]");
        ids.insert(type->type_id());
    }
    return SubscriptionFilter(std::move(ids));
}

Result<SubscriptionFilter> read_filter(wire::Subscribe::Reader subscribe) {
    switch (subscribe.which()) {
        case wire::Subscribe::EVERYTHING: return SubscriptionFilter(Everything{});
        case wire::Subscribe::STREAM: {
            FORLOEB_TRY(const StreamId stream, read_stream_ref(subscribe.getStream(), "stream"));
            return SubscriptionFilter(stream);
        }
        case wire::Subscribe::TYPES: return read_types(subscribe.getTypes());
    }
    return fail(ErrorKind::unsupported, "This server does not know that kind of subscription; upgrade it.");
}

}  // namespace

Result<Subscription> open_subscription(std::uint64_t corr, wire::Subscribe::Reader subscribe, Position head) {
    Subscription subscription;
    subscription.corr = corr;
    FORLOEB_TRY(auto filter, read_filter(subscribe));
    subscription.cursor.filter = std::make_shared<const SubscriptionFilter>(std::move(filter));
    const auto from = subscribe.getFrom();
    switch (from.which()) {
        case wire::Subscribe::From::POSITION: subscription.cursor.next = {from.getPosition()}; break;
        case wire::Subscribe::From::NOW: subscription.cursor.next = head; break;
        default: return fail(ErrorKind::unsupported, "This server does not know that place to subscribe from; upgrade it.", "from");
    }
    if (subscription.cursor.next > head)
        return fail(ErrorKind::invalid, "The position is beyond the log, which has " + std::to_string(head.value) +
                                            " events; is this the log you read before?", "from.position");
    subscription.grant(subscribe.getCredits());
    return subscription;
}

}  // namespace forloeb
