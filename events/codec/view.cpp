#include "events/codec/view.hpp"

#include <kj/exception.h>

#include "events/codec/shape.hpp"
#include "events/schema/correction.capnp.h"
#include "events/upcast/upcast.hpp"

namespace forloeb {
namespace {

tl::unexpected<Error> newer_version() {
    return fail(ErrorKind::unsupported, "A newer version of this program wrote this event: upgrade to read it.");
}

void check_payload(capnp::AnyPointer::Reader payload, capnp::StructSchema schema) {
    if (!payload.isNull()) check_readable(payload.getAs<capnp::AnyStruct>(), shape_of(schema));
}

/// A correction carries a payload of its target's type. Empty if that is the newest version already, else the whole
/// correction with the payload lifted.
Result<std::optional<Message>> lift_correction(EventCorrected::Reader correction) {
    const auto name = correction.getTargetType();
    const EventType* target = find_event_type(std::string_view(name.begin(), name.size()));
    const std::uint16_t version = correction.getTargetVersion();
    if (target == nullptr || version > target->schema_version) return newer_version();
    if (version == 0 || version == target->schema_version) {
        check_payload(correction.getPayload(), target->clear);
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

Result<EventView> EventView::open(const LeafRecord& leaf, ByteSpan stored) {
    auto message = Message::copy_of(stored);
    if (!message) return fail(ErrorKind::damaged, "A stored event is no whole message: the log is damaged here.");
    EventView view;
    view.leaf_ = leaf;
    view.message_ = std::make_unique<Message>(std::move(*message));
    FORLOEB_CHECK(view.find_type());
    try {
        FORLOEB_CHECK(view.read_payload());
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "A stored event is malformed: the log is damaged here.");
    }
    return view;
}

Status EventView::find_type() {
    type_ = find_event_type(leaf_.type_id);
    if (type_ == nullptr) type_ = find_upcast_type(leaf_.type_id);
    if (type_ == nullptr || leaf_.schema == 0 || leaf_.schema > type_->schema_version) return newer_version();
    return {};
}

Status EventView::read_payload() {
    {
        // Checked under the traversal limit; afterwards reading is free.
        MessageReader once(*message_);
        check_readable(once.root<capnp::AnyStruct>(), shape_of(capnp::Schema::from<StoredEvent>()));
        if (leaf_.schema == type_->schema_version) check_payload(once.root<StoredEvent>().getPayload(), type_->clear);
    }
    reader_ = std::make_unique<MessageReader>(*message_, Trust::checked);
    stored_ = reader_->root<StoredEvent>();
    envelope_ = stored_.getEnvelope();
    payload_ = stored_.getPayload();
    if (leaf_.schema < type_->schema_version) {
        FORLOEB_TRY(Message lifted, upcast(*type_, leaf_.schema, payload_));
        lift_into_place(std::move(lifted));
    }
    if (is<EventCorrected>()) {
        FORLOEB_TRY(std::optional<Message> lifted, lift_correction(as<EventCorrected>()));
        if (lifted) lift_into_place(std::move(*lifted));
    }
    return {};
}

void EventView::lift_into_place(Message lifted) {
    lifted_ = std::make_unique<Message>(std::move(lifted));
    lifted_reader_ = std::make_unique<MessageReader>(*lifted_, Trust::checked);
    payload_ = lifted_reader_->root<capnp::AnyPointer>();
}

}  // namespace forloeb
