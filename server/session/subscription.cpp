#include "server/session/subscription.hpp"

#include <algorithm>

#include "events/catalogue/catalogue.hpp"
#include "events/vocabulary/limits.hpp"
#include "server/protocol/ids.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {

Subscription::Step Subscription::next_step(Position head, bool full) const {
    if (pulling || opening) return Step::wait;
    if (cursor.next >= head) return state == State::live ? Step::wait : Step::say_caught_up;
    if (credits == 0 || full) return state == State::live ? Step::say_fell_behind : Step::wait;
    return Step::pull;
}

void Subscription::grant(std::uint64_t events) {
    credits = std::min(limits::credits_max, credits + std::min(events, limits::credits_max));
}

namespace {

Result<TypeIds> read_types(capnp::List<capnp::Text>::Reader names, const std::string& field) {
    if (names.size() > limits::subscription_types_max)
        return fail(ErrorKind::invalid, "One subscription may name at most " +
                                            std::to_string(limits::subscription_types_max) + " event types.", field);
    TypeIds ids;
    for (capnp::uint i = 0; i < names.size(); ++i) {
        const EventType* type = find_event_type(text_of(names[i]));
        if (type == nullptr)
            return fail(ErrorKind::unsupported, "This server knows no such event type; see the catalogue, or upgrade it.",
                        field + "[" + std::to_string(i) + "]");
        ids.insert(type->type_id());
    }
    return ids;
}

Result<std::set<StreamId>> read_cases(capnp::List<Id16>::Reader cases, const std::string& field) {
    if (cases.size() > limits::subscription_cases_max)
        return fail(ErrorKind::invalid, "One subscription may name at most " + std::to_string(limits::subscription_cases_max) + " cases.", field);
    std::set<StreamId> streams;
    for (capnp::uint i = 0; i < cases.size(); ++i) {
        const Uuid id = read_id(cases[i]);
        if (id.is_nil()) return fail(ErrorKind::invalid, "A case needs an id.", field + "[" + std::to_string(i) + "]");
        streams.insert({StreamKind::case_, id});
    }
    return streams;
}

Result<std::set<std::string>> read_units(capnp::List<capnp::Text>::Reader names, const std::string& field) {
    if (names.size() > limits::subscription_units_max)
        return fail(ErrorKind::invalid, "One subscription may name at most " + std::to_string(limits::subscription_units_max) + " of them.", field);
    std::set<std::string> units;
    for (capnp::uint i = 0; i < names.size(); ++i) {
        if (names[i].size() == 0 || names[i].size() > limits::clear_verbatim_bytes_max)
            return fail(ErrorKind::invalid, "A unit or organisation has a name, of at most " + std::to_string(limits::clear_verbatim_bytes_max) + " bytes.", field + "[" + std::to_string(i) + "]");
        units.insert(text_of(names[i]));
    }
    return units;
}

Result<SubscriptionFilter> read_what(wire::Subscribe::Reader subscribe) {
    SubscriptionFilter filter;
    switch (subscribe.which()) {
        case wire::Subscribe::EVERYTHING:
        case wire::Subscribe::NAMED: return filter;
        case wire::Subscribe::STREAM: {
            FORLOEB_TRY(const StreamId stream, read_stream_ref(subscribe.getStream(), "stream"));
            filter.streams.insert(stream);
            return filter;
        }
        case wire::Subscribe::TYPES: {
            if (subscribe.getTypes().size() == 0) return fail(ErrorKind::invalid, "Name at least one event type, or subscribe to everything.", "types");
            FORLOEB_TRY(filter.types, read_types(subscribe.getTypes(), "types"));
            return filter;
        }
        case wire::Subscribe::MATCHING: return read_filter(subscribe.getMatching(), "matching");
    }
    return fail(ErrorKind::unsupported, "This server does not know that kind of subscription; upgrade it.");
}

void write_texts(capnp::List<capnp::Text>::Builder out, const std::set<std::string>& texts) {
    capnp::uint i = 0;
    for (const std::string& text : texts) out.set(i++, text);
}

}  // namespace

Result<SubscriptionFilter> read_filter(wire::subscribing::Filter::Reader asked, const std::string& field) {
    SubscriptionFilter filter;
    FORLOEB_TRY(filter.streams, read_cases(asked.getCases(), field + ".cases"));
    FORLOEB_TRY(filter.types, read_types(asked.getTypes(), field + ".types"));
    FORLOEB_TRY(filter.units, read_units(asked.getUnits(), field + ".units"));
    FORLOEB_TRY(filter.partners, read_units(asked.getPartners(), field + ".partners"));
    if (asked.getAudience() > Audience::EVALUATOR) return fail(ErrorKind::unsupported, "This server knows no such audience; upgrade it.", field + ".audience");
    if (asked.getAudience() != Audience::INTERNAL) filter.audience = asked.getAudience();
    return filter;
}

void write_filter(wire::subscribing::Filter::Builder out, const SubscriptionFilter& filter) {
    auto cases = out.initCases(static_cast<capnp::uint>(filter.streams.size()));
    capnp::uint i = 0;
    for (const StreamId& stream : filter.streams) write_id(cases[i++], stream.id);
    auto types = out.initTypes(static_cast<capnp::uint>(filter.types.size()));
    i = 0;
    for (const std::uint64_t id : filter.types) {
        const EventType* const type = find_event_type(id);
        types.set(i++, type == nullptr ? "" : std::string(type->name).c_str());
    }
    write_texts(out.initUnits(static_cast<capnp::uint>(filter.units.size())), filter.units);
    write_texts(out.initPartners(static_cast<capnp::uint>(filter.partners.size())), filter.partners);
    if (filter.audience) out.setAudience(*filter.audience);
}

Result<Subscription> open_subscription(std::uint64_t corr, wire::Subscribe::Reader subscribe, Position head) {
    Subscription subscription;
    subscription.corr = corr;
    FORLOEB_TRY(auto filter, read_what(subscribe));
    subscription.cursor.filter = std::make_shared<const SubscriptionFilter>(std::move(filter));
    subscription.grant(subscribe.getCredits());
    if (subscribe.isNamed()) {
        subscription.opening = true;
        return subscription;
    }
    const auto from = subscribe.getFrom();
    switch (from.which()) {
        case wire::Subscribe::From::POSITION: subscription.cursor.next = {from.getPosition()}; break;
        case wire::Subscribe::From::NOW: subscription.cursor.next = head; break;
        default: return fail(ErrorKind::unsupported, "This server does not know that place to subscribe from; upgrade it.", "from");
    }
    if (subscription.cursor.next > head)
        return fail(ErrorKind::invalid, "The position is beyond the log, which has " + std::to_string(head.value) +
                                            " events; is this the log you read before?", "from.position");
    return subscription;
}

}  // namespace forloeb
