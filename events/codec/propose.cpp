#include "events/codec/propose.hpp"

#include <capnp/dynamic.h>
#include <kj/exception.h>

#include <algorithm>
#include <array>

#include "events/codec/scratch_message.hpp"
#include "events/codec/shape.hpp"
#include "events/schema/correction.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {
namespace {

constexpr std::array all_classes = {SensitivityClass::IDENTITY, SensitivityClass::NARRATIVE, SensitivityClass::HEALTH,
                                    SensitivityClass::PENAL, SensitivityClass::ECONOMY};

std::string_view view_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

Status at(std::string step, Status status) {
    if (!status) return tl::make_unexpected(within(std::move(step), std::move(status.error())));
    return status;
}

tl::unexpected<Error> malformed() {
    return fail(ErrorKind::invalid, "The message is malformed: it is no proposal of this protocol.");
}

Result<const EventType*> known_type(std::string_view name, const char* field) {
    const EventType* type = find_event_type(name);
    if (type == nullptr)
        return fail(ErrorKind::invalid, "There is no event type of this name. The catalogue is in events/README.md.",
                    field);
    return type;
}

/// The type of the payload inside a correction: what it replaces, never a correction itself.
Result<const EventType*> corrected_type(EventCorrected::Reader correction) {
    FORLOEB_TRY(const EventType* target, known_type(view_of(correction.getTargetType()), "payload.targetType"));
    if (target->group == "correction")
        return fail(ErrorKind::invalid,
                    "A correction cannot be corrected: retract it, or correct the original event again.",
                    "payload.targetType");
    return target;
}

Status check_payload(capnp::AnyPointer::Reader payload, capnp::StructSchema schema) {
    if (payload.isNull()) return {};
    return check_known(payload.getAs<capnp::AnyStruct>(), shape_of(schema), TextRule::clear);
}

Status check_correction(EventCorrected::Reader correction) {
    FORLOEB_TRY(const EventType* target, corrected_type(correction));
    const std::uint16_t version = correction.getTargetVersion();
    if (version != 0 && version != target->schema_version)
        return fail(ErrorKind::unsupported,
                    "Leave this out: a correction is written in the newest version of its type.",
                    "payload.targetVersion");
    return at("payload.payload", check_payload(correction.getPayload(), target->clear));
}

Status check_envelope(ProposedEvent::Reader proposal) {
    const Envelope::Reader envelope = proposal.getEnvelope();
    FORLOEB_CHECK(at("envelope", check_known(envelope, shape_of(capnp::Schema::from<Envelope>()), TextRule::clear)));
    if (read_moment(envelope.getOccurredAt()).is_unknown())
        return fail(ErrorKind::invalid, "Say when it happened, as precisely as you know: a time, a day or a month.",
                    "envelope.occurredAt");
    // A source may not say who: an import then leaves it out, rather than inventing somebody.
    const bool imported = envelope.getSource().getSystem().size() != 0;
    if (envelope.getActor().getPseudonym().size() == 0 && !imported)
        return fail(ErrorKind::invalid, "Say who did it, by a pseudonym.", "envelope.actor.pseudonym");
    return {};
}

/// Nothing beside the four fields of ProposedEvent itself.
Status check_outermost(ProposedEvent::Reader proposal) {
    const capnp::AnyStruct::Reader any(proposal);
    const auto pointers = any.getPointerSection();
    const auto data = any.getDataSection();
    bool more = std::any_of(data.begin(), data.end(), [](kj::byte b) { return b != 0; });
    for (capnp::uint i = 4; i < pointers.size(); ++i) more = more || !pointers[i].isNull();
    if (more)
        return fail(ErrorKind::unsupported,
                    "The proposal has a field that this version does not know: upgrade the server, or leave it out.");
    return {};
}

Result<Message> without_personal(ProposedEvent::Reader proposal, const EventType& type) {
    ScratchMessage scratch;
    auto root = scratch.builder.initRoot<ProposedEvent>();
    root.setType(proposal.getType());
    root.setEnvelope(proposal.getEnvelope());
    root.getPayload().set(proposal.getPayload());
    if (type.type_id() == capnp::typeId<EventCorrected>()) {
        auto correction = root.getPayload().getAs<EventCorrected>();
        FORLOEB_TRY(const EventType* target, corrected_type(correction.asReader()));
        correction.setTargetVersion(target->schema_version);
    }
    return canonical(root.asReader());
}

/// Appends one PersonalBytes for each class that has fields in `fields`.
void split_by_class(const Uuid& subject, capnp::DynamicStruct::Reader fields, std::vector<PersonalBytes>& out) {
    const auto schema_fields = fields.getSchema().getFields();
    const StructShape& shape = shape_of(fields.getSchema());
    for (const SensitivityClass sensitivity : all_classes) {
        const auto belongs = [&](capnp::uint i) {
            return shape.fields[i].sensitivity == sensitivity &&
                   fields.has(schema_fields[i], capnp::HasMode::NON_DEFAULT);
        };
        std::optional<ScratchMessage> part;
        for (capnp::uint i = 0; i < schema_fields.size(); ++i) {
            if (!belongs(i)) continue;
            if (!part) part.emplace().builder.initRoot<capnp::DynamicStruct>(fields.getSchema());
            auto root = part->builder.getRoot<capnp::DynamicStruct>(fields.getSchema());
            root.set(schema_fields[i], fields.get(schema_fields[i]));
        }
        if (!part) continue;
        out.push_back({subject, sensitivity, canonical(part->builder.getRoot<capnp::AnyStruct>().asReader())});
    }
}

Status check_part(PersonalPart::Reader part, capnp::StructSchema schema, std::vector<PersonalBytes>& out) {
    if (part.getFields().isNull()) return {};
    const auto fields = part.getFields().getAs<capnp::AnyStruct>();
    FORLOEB_CHECK(at("fields", check_known(fields, shape_of(schema), TextRule::personal)));
    const Uuid subject = Uuid::from_halves(part.getSubject().getHigh(), part.getSubject().getLow());
    const auto same_subject = [&](const PersonalBytes& other) { return other.subject == subject; };
    if (std::any_of(out.begin(), out.end(), same_subject))
        return fail(ErrorKind::invalid, "Two parts are about the same person: write them as one.", "subject");
    split_by_class(subject, part.getFields().getAs<capnp::DynamicStruct>(schema), out);
    return {};
}

Result<std::vector<PersonalBytes>> check_personal(ProposedEvent::Reader proposal, const EventType& type) {
    std::vector<PersonalBytes> out;
    const auto parts = proposal.getPersonal();
    if (parts.size() == 0) return out;
    if (parts.size() > limits::personal_parts_max)
        return fail(ErrorKind::invalid, "One event may concern at most 16 persons.", "personal");
    FORLOEB_TRY(const auto schema, personal_schema(type, proposal.getPayload()));
    if (!schema)
        return fail(ErrorKind::invalid, "This type has no personal fields: record them with note.recorded.",
                    "personal");
    for (capnp::uint i = 0; i < parts.size(); ++i)
        FORLOEB_CHECK(at("personal[" + std::to_string(i) + "]", check_part(parts[i], *schema, out)));
    return out;
}

Result<CheckedEvent> check(ProposedEvent::Reader proposal, StreamKind stream) {
    // Before anything is walked: an envelope and payload far beyond the limit need no further look.
    if (proposal.totalSize().wordCount > 2 * limits::event_bytes_max / sizeof(capnp::word))
        return fail(ErrorKind::invalid,
                    "The event is larger than 256 KiB: keep documents elsewhere and refer to them.");
    FORLOEB_TRY(const EventType* type, known_type(view_of(proposal.getType()), "type"));
    if (std::find(type->streams.begin(), type->streams.end(), stream) == type->streams.end())
        return fail(ErrorKind::invalid,
                    "An event of this type does not belong on a stream of this kind (events/README.md has the table).",
                    "type");
    FORLOEB_CHECK(check_outermost(proposal));
    FORLOEB_CHECK(check_envelope(proposal));
    FORLOEB_CHECK(at("payload", check_payload(proposal.getPayload(), type->clear)));
    if (type->type_id() == capnp::typeId<EventCorrected>())
        FORLOEB_CHECK(check_correction(proposal.getPayload().getAs<EventCorrected>()));

    CheckedEvent checked;
    checked.type = type;
    FORLOEB_TRY(checked.personal, check_personal(proposal, *type));
    FORLOEB_TRY(checked.proposal, without_personal(proposal, *type));
    std::size_t size = checked.proposal.bytes().size();
    for (const PersonalBytes& part : checked.personal) size += part.fields.bytes().size();
    if (size > limits::event_bytes_max)
        return fail(ErrorKind::invalid,
                    "The event is larger than 256 KiB: keep documents elsewhere and refer to them.");
    return checked;
}

}  // namespace

Result<CheckedEvent> check_proposal(ProposedEvent::Reader proposal, StreamKind stream) {
    try {
        return check(proposal, stream);
    } catch (const kj::Exception&) {
        return malformed();
    }
}

Result<std::optional<capnp::StructSchema>> personal_schema(const EventType& type, capnp::AnyPointer::Reader payload) {
    if (type.type_id() != capnp::typeId<EventCorrected>()) return type.personal;
    try {
        FORLOEB_TRY(const EventType* target, corrected_type(payload.getAs<EventCorrected>()));
        return target->personal;
    } catch (const kj::Exception&) {
        return malformed();
    }
}

Result<Message> merge_personal(capnp::StructSchema schema, std::span<const Message> parts) {
    try {
        capnp::MallocMessageBuilder builder;
        auto whole = builder.initRoot<capnp::DynamicStruct>(schema);
        for (const Message& part : parts) {
            MessageReader reader(part);
            check_readable(reader.root<capnp::AnyStruct>(), shape_of(schema));
            MessageReader again(part, Trust::checked);
            const auto fields = again.root<capnp::AnyPointer>().getAs<capnp::DynamicStruct>(schema);
            for (const auto field : schema.getFields())
                if (fields.has(field, capnp::HasMode::NON_DEFAULT)) whole.set(field, fields.get(field));
        }
        return canonical(builder.getRoot<capnp::AnyStruct>().asReader());
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "A sealed part does not hold the fields of its event type.");
    }
}

}  // namespace forloeb
