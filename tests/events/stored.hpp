// Makes stored events for tests of the codec, as the engine does but without sealing.
#pragma once

#include <array>

#include "events/codec/propose.hpp"
#include "events/codec/view.hpp"

namespace forloeb::test {

/// The canonical StoredEvent of a checked proposal's clear parts, with a fixed salt and no segments.
inline Message stored_event(const CheckedEvent& checked) {
    MessageReader reader(checked.proposal);
    const auto proposal = reader.root<ProposedEvent>();
    capnp::MallocMessageBuilder builder;
    auto stored = builder.initRoot<StoredEvent>();
    stored.setEnvelope(proposal.getEnvelope());
    stored.getPayload().set(proposal.getPayload());
    std::array<capnp::byte, 16> salt{};
    for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<capnp::byte>(i + 1);
    stored.setSalt(kj::arrayPtr(salt.data(), salt.size()));
    return canonical(stored.asReader());
}

inline LeafRecord leaf_for(const EventType& type) {
    LeafRecord leaf;
    leaf.type_id = type.type_id();
    leaf.schema = type.schema_version;
    leaf.version = {1};
    return leaf;
}

}  // namespace forloeb::test
