#include "events/codec/view.hpp"

#include <kj/exception.h>

#include <cstring>

#include "events/codec/shape.hpp"
#include "events/codec/stored_words.hpp"
#include "events/schema/correction.capnp.h"
#include "events/upcast/upcast.hpp"

namespace forloeb {
namespace {

tl::unexpected<Error> newer_version() {
    return fail(ErrorKind::unsupported, "A newer version of this program wrote this event: upgrade to read it.");
}

tl::unexpected<Error> damaged(const char* what) {
    return fail(ErrorKind::damaged, std::string("A stored event is ") + what + ": the log is damaged here.");
}

bool is_whole_message(ByteSpan stored) { return !stored.empty() && stored.size() % sizeof(capnp::word) == 0; }

bool is_aligned(ByteSpan stored) { return reinterpret_cast<std::uintptr_t>(stored.data()) % alignof(capnp::word) == 0; }

const capnp::word* words_of(ByteSpan stored) { return reinterpret_cast<const capnp::word*>(stored.data()); }

const StructShape& stored_event_shape() {
    static const StructShape& shape = shape_of(capnp::Schema::from<StoredEvent>());
    return shape;
}

/// A correction carries a payload of its target's type. Empty if that is the newest version already, else the whole
/// correction with the payload lifted.
Result<std::optional<Message>> lift_correction(EventCorrected::Reader correction) {
    const auto name = correction.getTargetType();
    const EventType* target = find_event_type(std::string_view(name.begin(), name.size()));
    const std::uint16_t version = correction.getTargetVersion();
    if (target == nullptr || version > target->schema_version) return newer_version();
    if (version == 0 || version == target->schema_version) {
        const auto payload = correction.getPayload();
        if (!payload.isNull()) check_readable(payload.getAs<capnp::AnyStruct>(), shape_of(target->clear));
        return std::nullopt;
    }
    FORLOEB_TRY(const Message payload, upcast(*target, version, correction.getPayload()));
    MessageReader reader(payload);
    capnp::MallocMessageBuilder lifted;
    lifted.setRoot(correction);
    auto root = lifted.getRoot<EventCorrected>();
    root.getPayload().set(reader.root<capnp::AnyPointer>());
    root.setTargetVersion(target->schema_version);
    return canonical(root.asReader());
}

}  // namespace

Result<const EventType*> type_of(const LeafRecord& leaf) {
    const EventType* type = find_event_type(leaf.type_id);
    if (type == nullptr) type = find_upcast_type(leaf.type_id);
    if (type == nullptr || leaf.schema == 0 || leaf.schema > type->schema_version) return newer_version();
    return type;
}

Result<EventView> EventView::open(const LeafRecord& leaf, ByteSpan stored) {
    if (!is_whole_message(stored)) return damaged("no whole message");
    const auto words = std::make_shared_for_overwrite<capnp::word[]>(stored.size() / sizeof(capnp::word));
    std::memcpy(words.get(), stored.data(), stored.size());
    return open_in_place(leaf, {reinterpret_cast<const Byte*>(words.get()), stored.size()}, words);
}

Result<EventView> EventView::open_in_place(const LeafRecord& leaf, ByteSpan stored, std::shared_ptr<const void> keeper) {
    if (!is_whole_message(stored)) return damaged("no whole message");
    if (!is_aligned(stored)) return open(leaf, stored);
    EventView view;
    FORLOEB_TRY(view.type_, type_of(leaf));
    view.leaf_ = leaf;
    view.bytes_ = stored;
    view.keeper_ = std::move(keeper);
    FORLOEB_CHECK(view.read_payload());
    return view;
}

StoredEvent::Reader EventView::stored() const { return capnp::readMessageUnchecked<StoredEvent>(words_of(bytes_)); }

Status EventView::read_payload() {
    const bool is_older = leaf_.schema < type_->schema_version;
    const std::span words(words_of(bytes_), bytes_.size() / sizeof(capnp::word));
    if (!can_be_read_unchecked(words, stored_event_shape(), is_older ? nullptr : &shape_of(type_->type_id()))) return damaged("malformed");
    const auto stored = this->stored();
    envelope_ = stored.getEnvelope();
    payload_ = stored.getPayload();
    if (is_older) {
        FORLOEB_TRY(Message lifted, upcast(*type_, leaf_.schema, payload_));
        lift_into_place(std::move(lifted));
    }
    if (!is<EventCorrected>()) return {};
    try {
        FORLOEB_TRY(std::optional<Message> lifted, lift_correction(as<EventCorrected>()));
        if (lifted) lift_into_place(std::move(*lifted));
    } catch (const kj::Exception&) {
        return damaged("malformed");
    }
    return {};
}

// What is lifted was built here, pointer by pointer.
void EventView::lift_into_place(Message lifted) {
    lifted_ = std::make_unique<const Message>(std::move(lifted));
    payload_ = capnp::readMessageUnchecked<capnp::AnyPointer>(lifted_->words());
}

}  // namespace forloeb
