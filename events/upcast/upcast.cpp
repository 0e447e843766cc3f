#include "events/upcast/upcast.hpp"

#include <kj/exception.h>

#include <array>

#include "events/codec/shape.hpp"
#include "events/upcast/steps.hpp"

namespace forloeb {
namespace {

const UpcastStep* find_step(std::string_view type, std::uint16_t from_version) {
    for (const UpcastStep& step : upcast_steps())
        if (step.type == type && step.from_version == from_version) return &step;
    return nullptr;
}

}  // namespace

std::span<const UpcastStep> upcast_steps() {
    static const std::array steps = {
        UpcastStep{"contact.held", 1, capnp::Schema::from<ContactHeldV1>(), lift_contact_held_v1},
    };
    return steps;
}

const EventType* find_upcast_type(std::uint64_t type_id) {
    for (const UpcastStep& step : upcast_steps())
        if (step.old_struct.getProto().getId() == type_id) return find_event_type(step.type);
    return nullptr;
}

Result<Message> upcast(const EventType& type, std::uint16_t version, capnp::AnyPointer::Reader payload) {
    try {
        capnp::MallocMessageBuilder current;
        current.getRoot<capnp::AnyPointer>().set(payload);
        for (; version < type.schema_version; ++version) {
            const UpcastStep* step = find_step(type.name, version);
            if (step == nullptr)
                return fail(ErrorKind::unsupported, "This event was written in a version that cannot be read any more.",
                            "payload");
            const auto old = current.getRoot<capnp::AnyPointer>().asReader();
            if (!old.isNull()) check_readable(old.getAs<capnp::AnyStruct>(), shape_of(step->old_struct));
            capnp::MallocMessageBuilder next;
            step->lift(old, next.getRoot<capnp::AnyPointer>());
            current.getRoot<capnp::AnyPointer>().set(next.getRoot<capnp::AnyPointer>().asReader());
        }
        return canonical(current.getRoot<capnp::AnyStruct>().asReader());
    } catch (const kj::Exception&) {
        return fail(ErrorKind::damaged, "The payload of an older event is malformed.", "payload");
    }
}

}  // namespace forloeb
