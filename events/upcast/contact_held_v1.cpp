#include "events/upcast/steps.hpp"

#include "events/schema/contact.capnp.h"

namespace forloeb {

// Version 2 tells "no" from "not known". Version 1's false could be either, so it becomes unknown: a figure of in-person
// contact must not count what nobody said.
void lift_contact_held_v1(capnp::AnyPointer::Reader old, capnp::AnyPointer::Builder out) {
    const auto from = old.getAs<ContactHeldV1>();
    auto to = out.initAs<ContactHeld>();
    if (from.hasWith()) to.setWith(from.getWith());
    const auto direction = from.getDirection();
    to.setDirection(direction == "in"    ? ContactHeld::Direction::TO_US
                    : direction == "out" ? ContactHeld::Direction::FROM_US
                                         : ContactHeld::Direction::UNKNOWN);
    if (from.hasChannel()) to.setChannel(from.getChannel());
    to.setInPerson(from.getInPerson() ? Answer::YES : Answer::UNKNOWN);
    to.setMinutes(from.getMinutes() == 0 ? -1 : from.getMinutes());
    if (from.hasTopic()) to.initTopics(1).set(0, from.getTopic());
}

}  // namespace forloeb
