// Reading a stored event without copying. The view owns its bytes; readers from it are valid while it lives.
#pragma once

#include <memory>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/leaf.hpp"
#include "events/codec/message.hpp"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// One event as stored: its leaf (what the engine assigned) and its clear fields. Immutable; share it between threads
/// only by const reference, and read through the accessors only (Cap'n Proto's read limiter is not thread safe, so
/// each accessor of a shared view must stay on one thread at a time).
class EventView {
  public:
    /// Takes the leaf and the StoredEvent bytes; lifts older payloads by events/upcast. `damaged` if the bytes are no
    /// StoredEvent, `unsupported` if the type is not in the catalogue or its schema version is newer than this program's.
    /// After this, reading any field throws nothing. Does not compare the bytes with the leaf's hash: whoever read them
    /// from disk does.
    [[nodiscard]] static Result<EventView> open(const LeafRecord& leaf, ByteSpan stored);

    [[nodiscard]] const LeafRecord& leaf() const { return leaf_; }
    [[nodiscard]] const EventType& type() const { return *type_; }
    [[nodiscard]] Envelope::Reader envelope() const { return envelope_; }
    /// As stored: `payload` in here is the original even if it was lifted. The bytes that are hashed are bytes().
    [[nodiscard]] StoredEvent::Reader stored() const { return stored_; }
    /// The clear payload; Payload must be the type's own struct.
    template <typename Payload>
    [[nodiscard]] typename Payload::Reader as() const {
        return payload_.getAs<Payload>();
    }
    template <typename Payload>
    [[nodiscard]] bool is() const {
        return type_->type_id() == capnp::typeId<Payload>();
    }
    [[nodiscard]] capnp::AnyPointer::Reader payload() const { return payload_; }
    [[nodiscard]] WhenTold occurred() const { return read_moment(envelope_.getOccurredAt()); }
    [[nodiscard]] ByteSpan bytes() const { return message_->bytes(); }

  private:
    EventView() = default;
    [[nodiscard]] Status find_type();
    [[nodiscard]] Status read_payload();
    void lift_into_place(Message lifted);

    LeafRecord leaf_;
    const EventType* type_ = nullptr;
    std::unique_ptr<Message> message_;
    std::unique_ptr<MessageReader> reader_;
    std::unique_ptr<Message> lifted_;  // the upcast payload, if one was needed
    std::unique_ptr<MessageReader> lifted_reader_;
    StoredEvent::Reader stored_;
    Envelope::Reader envelope_;
    capnp::AnyPointer::Reader payload_;
};

}  // namespace forloeb
