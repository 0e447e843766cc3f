#include <algorithm>
#include <set>

#include "engine/append/prepared.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
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

// Whom the personal parts of a stream concern when the writer does not say: the person of a person stream, the citizen
// named by the case's opening, and before there is one the case itself.
Result<Uuid> default_subject(const StreamEvents& write, const PrepareContext& context) {
    if (write.stream.kind != StreamKind::case_) return write.stream.id;
    for (const CheckedEvent& event : write.events) {
        if (event.type->type_id() != capnp::typeId<CaseOpened>()) continue;
        MessageReader reader(event.proposal);
        const auto subject = reader.root<ProposedEvent>().getPayload().getAs<CaseOpened>().getSubject();
        const Uuid id = Uuid::from_halves(subject.getHigh(), subject.getLow());
        return id.is_nil() ? write.stream.id : id;
    }
    FORLOEB_TRY(const Uuid known, context.subject_of(write.stream));
    return known.is_nil() ? write.stream.id : known;
}

Result<PreparedEvent> prepare_event(const CheckedEvent& event, StreamId stream, const Uuid& subject, const Uuid& event_id, const PrepareContext& context) {
    MessageReader proposal(event.proposal);
    const auto proposed = proposal.root<ProposedEvent>();
    capnp::MallocMessageBuilder message;
    auto stored = message.initRoot<StoredEvent>();
    stored.setEnvelope(proposed.getEnvelope());
    stored.getPayload().set(proposed.getPayload());
    auto salt = stored.initSalt(16);
    context.entropy(salt.begin(), salt.size());
    auto segments = stored.initSegments(static_cast<unsigned>(event.personal.size()));
    const SealContext seal{context.origin, event_id, stream, event.type->type_id()};
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
        const PersonalBytes& part = event.personal[i];
        seal_segment(seal, i, {part.subject.is_nil() ? subject : part.subject, part.sensitivity, part.fields.bytes()}, context.keys, context.entropy, segments[i]);
    }
    PreparedEvent prepared{event_id, event.type, canonical(stored.asReader()), {}, segments.size()};
    if (prepared.stored.bytes().size() > limits::event_bytes_max)
        return fail(ErrorKind::invalid, "An event is too large: at most " + std::to_string(limits::event_bytes_max) + " bytes. Keep documents outside and link them.", "payload");
    prepared.payload_hash = sha256(prepared.stored.bytes());
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
    for (const StreamEvents& write : request.writes) {
        FORLOEB_TRY(const Uuid subject, default_subject(write, context));
        PreparedWrite prepared{write.stream, {}};
        prepared.events.reserve(write.events.size());
        for (const CheckedEvent& event : write.events) {
            FORLOEB_TRY(PreparedEvent ready, prepare_event(event, write.stream, subject, derive_event_id(out.append_id, out.count), context));
            out.bytes += ready.stored.bytes().size();
            ++out.count;
            prepared.events.push_back(std::move(ready));
        }
        out.writes.push_back(std::move(prepared));
    }
    if (out.bytes > limits::append_bytes_max)
        return fail(ErrorKind::invalid, "An append is too large: at most " + std::to_string(limits::append_bytes_max) + " bytes. Split it.", "streams");
    return out;
} catch (const kj::Exception&) {
    return fail(ErrorKind::invalid, "An event's bytes are malformed.", "streams");
}

}  // namespace forloeb
