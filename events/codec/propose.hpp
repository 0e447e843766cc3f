// From a client's proposal to checked, canonical parts. Refuses what this version does not know: never drops a field,
// never stores one in the clear that should not be. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/message.hpp"
#include "events/schema/envelope.capnp.h"

namespace forloeb {

/// The fields of one sensitivity class about one person, ready to be sealed.
struct PersonalBytes {
    Uuid subject;  // nil = the stream's own subject
    SensitivityClass sensitivity = SensitivityClass::NONE;
    Message fields;  // canonical personal struct with only that class's fields set
};

/// A proposal that has been checked: known type, allowed on this kind of stream, required envelope fields there, every
/// clear text a code or reference (or annotated verbatim) within its length, no unknown field, personal parts split by
/// class.
struct CheckedEvent {
    const EventType* type = nullptr;
    Message proposal;  // canonical ProposedEvent with `personal` removed: envelope and clear payload
    std::vector<PersonalBytes> personal;
};

/// `invalid` with the field's path and what to write instead; `unsupported` for a field this version does not know.
/// Required: type, envelope.occurredAt with a known precision, envelope.actor.pseudonym. Malformed messages are `invalid`.
[[nodiscard]] Result<CheckedEvent> check_proposal(ProposedEvent::Reader proposal, StreamKind stream);

/// The struct that personal parts of this proposal have: the type's own, or for event.corrected the target type's.
/// Empty if the type has no personal fields. `invalid` if the target type is unknown.
[[nodiscard]] Result<std::optional<capnp::StructSchema>> personal_schema(const EventType& type,
                                                                         capnp::AnyPointer::Reader payload);

/// The reverse of splitting: unites unsealed class parts (as in PersonalBytes::fields) about one person into one personal
/// struct. A class that is missing leaves its fields unset. `damaged` if a part is no such struct.
[[nodiscard]] Result<Message> merge_personal(capnp::StructSchema schema, std::span<const Message> parts);

}  // namespace forloeb
