// Writing an order down as an event of the governing stream: what shredding, purging and the lesser orders have in common.
#pragma once

#include <capnp/message.h>

#include "engine/privacy/orders.hpp"
#include "events/codec/id16.hpp"
#include "events/codec/propose.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// `init` makes the list, as for write_ids.
template <typename Init>
void write_texts(Init init, const std::vector<std::string>& texts) {
    auto out = init(static_cast<unsigned>(texts.size()));
    for (unsigned i = 0; i < out.size(); ++i) out.set(i, texts[i]);
}

template <typename Init>
void write_classes(Init init, const std::vector<SensitivityClass>& classes) {
    auto out = init(static_cast<unsigned>(classes.size()));
    for (unsigned i = 0; i < out.size(); ++i) out.set(i, classes[i]);
}

inline void write_law(LegalBasis::Builder out, const Warrant& warrant) {
    out.setLaw(warrant.law);
    out.setParagraph(warrant.paragraph);
}

/// The event, checked; `fill` writes its payload.
template <typename Payload, typename Fill>
[[nodiscard]] Result<CheckedEvent> event_of_order(const Warrant& warrant, Instant now, Fill fill) {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType(std::string(event_type<Payload>().name));
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), {now, 0, Precision::INSTANT});
    envelope.initActor().setPseudonym(warrant.actor);
    fill(proposal.getPayload().template initAs<Payload>());
    return check_proposal(proposal.asReader(), StreamKind::governance);
}

}  // namespace forloeb
