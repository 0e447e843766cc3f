// Reading a stored event in place. The view keeps its bytes alive; readers from it are valid while it lives.
#pragma once

#include <memory>

#include "events/catalogue/catalogue.hpp"
#include "events/codec/leaf.hpp"
#include "events/codec/message.hpp"
#include "events/schema/envelope.capnp.h"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// The type of a stored event, also if its payload is of an older version. `unsupported` if the type is not in the
/// catalogue or its schema version is newer than this program's.
[[nodiscard]] Result<const EventType*> type_of(const LeafRecord& leaf);

/// One event as stored: its leaf (what the engine assigned) and its clear fields. Immutable; any number of threads may
/// read one at a time. All bounds are checked once, in open(), and nothing is counted while reading.
class EventView {
  public:
    /// Takes the leaf and a copy of the StoredEvent bytes; lifts older payloads by events/upcast. `damaged` if the bytes
    /// are no StoredEvent, `unsupported` as type_of(). After this, reading any field throws nothing. Does not compare the
    /// bytes with the leaf's hash: whoever read them from disk does.
    [[nodiscard]] static Result<EventView> open(const LeafRecord& leaf, ByteSpan stored);
    /// The same without the copy, if `stored` begins at a whole word: `keeper` keeps it where and as it is.
    [[nodiscard]] static Result<EventView> open_in_place(const LeafRecord& leaf, ByteSpan stored, std::shared_ptr<const void> keeper);

    [[nodiscard]] const LeafRecord& leaf() const { return leaf_; }
    [[nodiscard]] const EventType& type() const { return *type_; }
    [[nodiscard]] Envelope::Reader envelope() const { return envelope_; }
    /// As stored: `payload` in here is the original even if it was lifted. The bytes that are hashed are bytes().
    [[nodiscard]] StoredEvent::Reader stored() const;
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
    [[nodiscard]] ByteSpan bytes() const { return bytes_; }

  private:
    EventView() = default;
    [[nodiscard]] Status read_payload();
    void lift_into_place(Message lifted);

    LeafRecord leaf_;
    const EventType* type_ = nullptr;
    ByteSpan bytes_;
    std::shared_ptr<const void> keeper_;
    std::unique_ptr<const Message> lifted_;  // the upcast payload, if one was needed
    Envelope::Reader envelope_;
    capnp::AnyPointer::Reader payload_;
};

}  // namespace forloeb
