// Reading what older versions wrote. A stored event is never rewritten: when a payload struct changes in a way Cap'n
// Proto's own rules do not cover (a field's meaning or type changes), its schema version goes up by one, the old struct
// stays as `<Type>V<n>` with its type id, and one file here says how version n becomes version n + 1. Readers see
// only the newest struct.
//
// One file per step: <type>_v<n>.capnp (frozen) and <type>_v<n>.cpp (the lift); the list is in upcast.cpp. Personal
// structs only ever grow, since what is sealed cannot be lifted without its key. Pure; any thread.
#pragma once

#include <capnp/any.h>
#include <capnp/schema.h>

#include <span>
#include <string_view>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/message.hpp"

namespace forloeb {

struct UpcastStep {
    std::string_view type;           // stored name
    std::uint16_t from_version;      // lifts this version to the next
    capnp::StructSchema old_struct;  // as it was; its id stands in the leaves of that version
    void (*lift)(capnp::AnyPointer::Reader old, capnp::AnyPointer::Builder out);  // fills `out` with the next version
};

[[nodiscard]] std::span<const UpcastStep> upcast_steps();

/// The type an old payload struct belonged to; nullptr if `type_id` is no old struct of ours.
[[nodiscard]] const EventType* find_upcast_type(std::uint64_t type_id);

/// Lifts a payload of `version` to the type's newest; the message's root is the type's clear struct. `damaged` if the
/// old payload is malformed, `unsupported` if there is no step from that version.
[[nodiscard]] Result<Message> upcast(const EventType& type, std::uint16_t version, capnp::AnyPointer::Reader payload);

}  // namespace forloeb
