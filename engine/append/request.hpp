// What a writer asks for and what it is told: the vocabulary of the append path. Values only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "events/codec/propose.hpp"
#include "events/vocabulary/ids.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb {

/// The writer's belief about a stream: nothing said (any), or exactly this many events (0 = no stream yet).
struct Expectation {
    StreamId stream;
    StreamVersion version;
};

/// Binds an identifier to a stream in the keyed index, in the same commit. The plain text is not stored.
struct IdentifierBinding {
    std::string scope;       // "xes:receipt", "cpr"
    std::string identifier;
    StreamId stream;
};

struct StreamEvents {
    StreamId stream;
    std::vector<CheckedEvent> events;  // in the order they are to stand
};

/// One atomic append: all of it or nothing.
struct AppendRequest {
    Uuid append_id;                          // the idempotency key, kept for ever; event ids derive from it
    std::vector<StreamEvents> writes;        // one or several streams
    std::vector<Expectation> expectations;   // also on streams that are not written
    std::vector<IdentifierBinding> bindings; // refused if the identifier is bound to another stream
    bool imported = false;                   // imported history: a rule's objection marks the event instead of refusing it
};

struct StreamResult {
    StreamId stream;
    StreamVersion version;  // of the last event written
};

struct Stored {
    Position first;  // of the append's first event; the rest follow without gap
    std::uint32_t count = 0;
    bool repeated = false;  // this append id was stored before; nothing new was written
    std::vector<StreamResult> streams;
};

/// stored, refused (an Error that says what would be accepted; never appears later), or unknown
/// (Error{ErrorKind::unknown}: ask again with the same append id).
using AppendOutcome = Result<Stored>;
using AppendCallback = std::function<void(AppendOutcome)>;

/// The id of the append's `ordinal`-th event (0-based over all its streams in order): the first 16 bytes of
/// SHA-256("forloeb event id v1" | append id | ordinal), marked as UUIDv8. A client can compute it before sending.
[[nodiscard]] Uuid derive_event_id(const Uuid& append_id, std::uint32_t ordinal);

}  // namespace forloeb
