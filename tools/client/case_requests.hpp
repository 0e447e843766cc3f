// What most programs do with cases, in few lines: find one, append to it, read it. Everything else is a FrameBuilder away.
//
//   FrameBuilder request;
//   auto held = begin_event<ContactHeld>(begin_append(request, sag, seen, 1)[0], "2026-03-02", "koord-1");
//   held.setMinutes(20);
//   auto stored = append(*client, request);   // Result<StoredAppend>; conflict: read what is new, decide again
//
// Threads: as ReconnectingClient.
#pragma once

#include <string_view>

#include "events/schema/envelope.capnp.h"
#include "tools/client/reconnecting_client.hpp"

namespace forloeb {

/// The case bound to this identifier; `not_found` if none is.
[[nodiscard]] Result<StreamId> find_case(ReconnectingClient& client, std::string_view identifier, std::string_view scope = "case");

/// An append of `events` events to one stream, with an append id of its own. `seen`: how many events the stream must have;
/// none = any number.
[[nodiscard]] capnp::List<ProposedEvent>::Builder begin_append(FrameBuilder& request, const StreamId& stream, std::optional<StreamVersion> seen, unsigned events);

/// Type, time (ISO 8601: an instant, a day or a month) and actor; the clear payload is the caller's to fill. An unreadable time
/// is left out, and the server says so.
void begin_event(ProposedEvent::Builder event, std::string_view type, std::string_view occurred, std::string_view pseudonym);
template <typename Payload>
[[nodiscard]] typename Payload::Builder begin_event(ProposedEvent::Builder event, std::string_view occurred, std::string_view pseudonym) {
    begin_event(event, event_type<Payload>().name, occurred, pseudonym);
    return event.getPayload().template initAs<Payload>();
}
/// The personal part about the case's citizen; the server seals it.
template <typename Personal>
[[nodiscard]] typename Personal::Builder begin_personal(ProposedEvent::Builder event) {
    return event.initPersonal(1)[0].getFields().template initAs<Personal>();
}

/// What became of an append: it is on disk.
struct StoredAppend {
    Position position;      // of the first event
    StreamVersion version;  // of the stream after it: what the next append has seen
    bool repeated = false;  // stored by an earlier try
};
[[nodiscard]] Result<StoredAppend> append(ReconnectingClient& client, FrameBuilder& request);

/// Every event of a stream from `from` on, in order, page by page; ends early where `visit` says false.
[[nodiscard]] Status read_stream(ReconnectingClient& client, const StreamId& stream, StreamVersion from, const std::function<bool(const EventView&)>& visit);

}  // namespace forloeb
