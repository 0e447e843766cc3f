#include <algorithm>
#include <set>

#include "engine/append/prepared.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/read/case_subjects.hpp"
#include "events/codec/scratch_message.hpp"
#include "events/codec/view.hpp"
#include "events/schema/case.capnp.h"

namespace forloeb {
namespace {

Status check_limits(const AppendRequest& request) {
    if (request.append_id.is_nil()) return fail(ErrorKind::invalid, "An append needs an append id: a fresh UUIDv7, kept for retries.", "appendId");
    std::size_t events = 0;
    std::set<StreamId> streams;
    for (const StreamEvents& write : request.writes) {
        events += write.events.size();
        if (write.events.empty()) return fail(ErrorKind::invalid, "A stream is named without events: leave it out, or state it as an expectation.", "streams");
        if (!streams.insert(write.stream).second) return fail(ErrorKind::invalid, "A stream is named twice: put its events together.", "streams");
        if (write.stream.id.is_nil()) return fail(ErrorKind::invalid, "A stream id must not be all zeros.", "streams");
    }
    if (events == 0) return fail(ErrorKind::invalid, "An append needs at least one event.", "streams");
    if (events > limits::append_events_max)
        return fail(ErrorKind::invalid, "Too many events in one append: at most " + std::to_string(limits::append_events_max) + ".", "streams");
    if (request.expectations.size() > limits::append_expectations_max || request.bindings.size() > limits::append_lookups_max)
        return fail(ErrorKind::invalid, "Too many expectations or identifiers in one append.", "expectations");
    return {};
}

// What the writer means by this append id, in one canonical byte string.
std::string canonical_request(const AppendRequest& request) {
    std::string out;
    const auto put = [&out](ByteSpan bytes) {
        put_big_endian(out, static_cast<std::uint32_t>(bytes.size()));
        out.append(as_text(bytes));
    };
    for (const StreamEvents& write : request.writes) {
        put(as_bytes(layout::encode_stream(write.stream)));
        for (const CheckedEvent& event : write.events) {
            put(event.proposal.bytes());
            for (const PersonalBytes& part : event.personal) {
                put(part.subject.bytes);
                put_big_endian(out, static_cast<std::uint8_t>(part.sensitivity));
                put(part.fields.bytes());
            }
        }
    }
    for (const IdentifierBinding& binding : request.bindings) {
        put(as_bytes(binding.scope));
        put(as_bytes(binding.identifier));
        put(as_bytes(layout::encode_stream(binding.stream)));
    }
    return out;
}

// The citizen that a write opens its case for; nil if its opening names nobody.
std::optional<Uuid> opened_for(const StreamEvents& write) {
    for (const CheckedEvent& event : write.events) {
        if (event.type->type_id() != capnp::typeId<CaseOpened>()) continue;
        MessageReader reader(event.proposal);
        return subject_named_by(*event.type, reader.root<ProposedEvent>().getPayload());
    }
    return std::nullopt;
}

bool names_nobody_somewhere(const StreamEvents& write) {
    return std::ranges::any_of(write.events, [](const CheckedEvent& event) {
        return std::ranges::any_of(event.personal, [](const PersonalBytes& part) { return part.subject.is_nil(); });
    });
}

// As every reader will, which bounds what it walks by the room it takes: list entries that say nothing take none.
bool reads_back(const EventType& type, const Message& stored) {
    LeafRecord leaf;
    leaf.type_id = type.type_id();
    leaf.schema = type.schema_version;
    return EventView::open_in_place(leaf, stored.bytes(), nullptr).has_value();
}

Result<PreparedEvent> prepare_event(const CheckedEvent& event, StreamId stream, const Uuid& subject, const Uuid& event_id, const PrepareContext& context) {
    MessageReader proposal(event.proposal, Trust::checked);
    const auto proposed = proposal.root<ProposedEvent>();
    ScratchMessage scratch;
    auto stored = scratch.builder.initRoot<StoredEvent>();
    stored.setEnvelope(proposed.getEnvelope());
    stored.getPayload().set(proposed.getPayload());
    auto salt = stored.initSalt(16);
    context.entropy(salt.begin(), salt.size());
    auto segments = stored.initSegments(static_cast<unsigned>(event.personal.size()));
    const SealContext seal{context.origin, event_id, stream, event.type->type_id()};
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
        const PersonalBytes& part = event.personal[i];
        FORLOEB_CHECK(seal_segment(seal, i, {part.subject.is_nil() ? subject : part.subject, part.sensitivity, part.fields.bytes()}, context.keys, context.entropy, segments[i]));
    }
    PreparedEvent prepared{event_id, event.type, canonical(stored.asReader()), {}, segments.size()};
    if (prepared.stored.bytes().size() > limits::event_bytes_max)
        return fail(ErrorKind::invalid, "An event is too large: at most " + std::to_string(limits::event_bytes_max) + " bytes. Keep documents outside and link them.", "payload");
    if (!reads_back(*event.type, prepared.stored))
        return fail(ErrorKind::invalid, "An event has a thousand list entries or more that say nothing. Leave them out.", "payload");
    prepared.payload_hash = sha256(prepared.stored.bytes());
    return prepared;
}

// Whom parts that name nobody concern: the person of a person stream, the citizen named by the case's opening, and before
// there is one the case itself. Opening and corrections may be under way at this moment: the sequencer has the last word.
Result<Uuid> default_subject(const StreamEvents& write, PreparedWrite& prepared, const PrepareContext& context) {
    if (write.stream.kind != StreamKind::case_) return write.stream.id;
    prepared.opens_for = opened_for(write);
    if (!names_nobody_somewhere(write)) return write.stream.id;  // nobody needs it
    if (prepared.opens_for) return subject_or_stream(*prepared.opens_for, write.stream);
    FORLOEB_TRY(const Uuid known, context.subject_of(write.stream));
    prepared.sealed_for = subject_or_stream(known, write.stream);
    return *prepared.sealed_for;
}

Result<PreparedWrite> prepare_write(StreamEvents write, PreparedAppend& out, const PrepareContext& context) {
    PreparedWrite prepared{write.stream, {}, {}, {}, {}};
    FORLOEB_TRY(const Uuid subject, default_subject(write, prepared, context));
    prepared.events.reserve(write.events.size());
    for (const CheckedEvent& event : write.events) {
        FORLOEB_TRY(PreparedEvent ready, prepare_event(event, write.stream, subject, derive_event_id(out.append_id, out.count), context));
        out.bytes += ready.stored.bytes().size();
        ++out.count;
        prepared.events.push_back(std::move(ready));
    }
    if (prepared.sealed_for) prepared.plain = std::move(write.events);
    return prepared;
}

}  // namespace

Result<PreparedAppend> prepare(AppendRequest request, const PrepareContext& context) try {
    FORLOEB_CHECK(check_limits(request));
    PreparedAppend out;
    out.append_id = request.append_id;
    out.digest = context.keys.request_digest(as_bytes(canonical_request(request)));
    out.expectations = std::move(request.expectations);
    out.imported = request.imported;
    for (const IdentifierBinding& binding : request.bindings)
        out.bindings.push_back({context.keys.identifier_token(binding.scope, binding.identifier), binding.stream});
    for (StreamEvents& write : request.writes) {
        FORLOEB_TRY(PreparedWrite prepared, prepare_write(std::move(write), out, context));
        out.writes.push_back(std::move(prepared));
    }
    if (out.bytes > limits::append_bytes_max)
        return fail(ErrorKind::invalid, "An append is too large: at most " + std::to_string(limits::append_bytes_max) + " bytes. Split it.", "streams");
    return out;
} catch (const kj::Exception&) {
    return fail(ErrorKind::invalid, "An event's bytes are malformed.", "streams");
}

Status seal_again(PreparedWrite& write, const Uuid& subject, const PrepareContext& context) {
    for (std::size_t i = 0; i < write.events.size(); ++i) {
        FORLOEB_TRY(write.events[i], prepare_event(write.plain[i], write.stream, subject, write.events[i].event_id, context));
    }
    write.sealed_for = subject;
    return {};
}

}  // namespace forloeb
