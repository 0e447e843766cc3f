// What must hold for any bytes at all: decoding them answers or refuses, and never throws, crashes or reads astray.
// Shared by the fuzz target and by the fast test that changes the bytes of every event type one by one.
#pragma once

#include <capnp/dynamic.h>

#include <cstdlib>

#include "events/codec/json.hpp"
#include "events/codec/json_writer.hpp"
#include "events/codec/propose.hpp"
#include "events/codec/view.hpp"

namespace forloeb::fuzz {

/// Reads every field there is; a kj::Exception from here is a finding.
inline void read_all(capnp::DynamicStruct::Reader value) {
    for (const auto field : value.getSchema().getFields()) {
        if (!value.has(field, capnp::HasMode::NON_DEFAULT) || field.getType().isAnyPointer()) continue;
        const auto one = value.get(field);
        if (one.getType() == capnp::DynamicValue::STRUCT) read_all(one.as<capnp::DynamicStruct>());
        if (one.getType() != capnp::DynamicValue::LIST) continue;
        for (const auto element : one.as<capnp::DynamicList>())
            if (element.getType() == capnp::DynamicValue::STRUCT) read_all(element.as<capnp::DynamicStruct>());
    }
}

/// `bytes` as what is stored on disk for an event of `type`: read, and copied with what no field of ours leads to.
inline void decode_stored(const EventType& type, ByteSpan bytes) {
    LeafRecord leaf;
    leaf.type_id = type.type_id();
    leaf.schema = type.schema_version;
    const auto view = EventView::open(leaf, bytes);
    if (!view) return;
    read_all(view->envelope());
    read_all(view->payload().getAs<capnp::DynamicStruct>(type.clear));
    for (const auto segment : view->stored().getSegments()) (void)segment.getBox().size();
    capnp::MallocMessageBuilder copy;
    copy.setRoot(view->stored());
}

/// `bytes` as a proposal from the network. One that passes must pass again in its canonical form, and give the same bytes; that form
/// was built here, so nobody counts again how often it is walked (entries that say nothing take no room in it).
inline void decode_proposed(StreamKind stream, ByteSpan bytes) {
    const auto message = Message::copy_of(bytes);
    if (!message) return;
    MessageReader reader(*message);
    try {
        const auto proposal = reader.root<ProposedEvent>();
        const auto checked = check_proposal(proposal, stream);
        if (!checked) return;
        MessageReader again(checked->proposal, Trust::checked);
        const auto twice = check_proposal(again.root<ProposedEvent>(), stream);
        if (!twice || as_text(twice->proposal.bytes()) != as_text(checked->proposal.bytes())) std::abort();
    } catch (const kj::Exception&) {
        return;  // the root pointer itself is malformed: the caller's framing answers that
    }
}

/// `bytes` as JSON.
inline void decode_json(ByteSpan bytes) {
    HouseJson json;
    capnp::MallocMessageBuilder message;
    const auto proposal = message.initRoot<ProposedEvent>();
    if (!json.decode_proposal(as_text(bytes), proposal)) return;
    (void)check_proposal(proposal.asReader(), StreamKind::case_);
    (void)proposal_json(proposal.asReader());
}

/// The first byte chooses the door, the second the type; the rest goes in.
inline void decode_event(ByteSpan input) {
    if (input.size() < 2) return;
    const auto types = all_event_types();
    const ByteSpan rest = input.subspan(2);
    switch (input[0] % 4) {
        case 0: return decode_stored(types[input[1] % types.size()], rest);
        case 1: return decode_proposed(types[input[1] % types.size()].streams.front(), rest);
        case 2: return decode_json(rest);
        default: (void)decode_leaf(rest);
    }
}

}  // namespace forloeb::fuzz
