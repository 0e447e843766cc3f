// The catalogue: the explicit list of every event type, its stored name, number and schemas. The one place where stored
// names and numbers are written out. Immutable after start; any thread.
//
// To add a type: see "Add an event type" in events/README.md.
#pragma once

#include <capnp/schema.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

/// The number of an event type. Stored nowhere but in rows of projections; the leaf carries the Cap'n Proto type id.
enum class EventTypeNumber : std::uint16_t {};

struct EventType {
    EventTypeNumber number;
    std::string_view name;                        // stored: "contact.held"
    std::string_view group;                       // "contact", for documentation
    std::uint16_t schema_version;                 // of the payload struct; older ones are lifted by events/upcast
    std::vector<StreamKind> streams;              // kinds of stream it may stand on
    capnp::StructSchema clear;                    // the payload struct
    std::optional<capnp::StructSchema> personal;  // the personal struct, if the type has one
    std::uint64_t clear_id;                       // of `clear`; asked for with every event, so it is kept

    [[nodiscard]] std::uint64_t type_id() const { return clear_id; }                  // as stored in the leaf
    [[nodiscard]] std::string_view label(std::string_view language) const;            // "da" or "en"
};

/// Every type, in order of number.
[[nodiscard]] std::span<const EventType> all_event_types();
/// nullptr if there is no such type (the caller says what to do: upgrade, or correct the name).
[[nodiscard]] const EventType* find_event_type(std::string_view name);
[[nodiscard]] const EventType* find_event_type(std::uint64_t type_id);
/// The type whose payload struct is Payload, e.g. event_type<ContactHeld>(). Aborts if it is not in the catalogue.
template <typename Payload>
[[nodiscard]] const EventType& event_type();
[[nodiscard]] const EventType& event_type_of(capnp::Schema schema);

/// The label of a field or enumerant by its annotation; its own name if it has none.
[[nodiscard]] std::string_view label_of(capnp::StructSchema::Field field, std::string_view language);
[[nodiscard]] std::string_view label_of(capnp::EnumSchema::Enumerant enumerant, std::string_view language);
/// The class annotation of a personal struct's field; NONE if it has none.
[[nodiscard]] SensitivityClass class_of(capnp::StructSchema::Field field);
[[nodiscard]] bool is_verbatim(capnp::StructSchema::Field field);

template <typename Payload>
const EventType& event_type() {
    return event_type_of(capnp::Schema::from<Payload>());
}

}  // namespace forloeb
