// The lifts, one per file of this folder; upcast.cpp lists them. Each may throw kj::Exception on malformed input.
#pragma once

#include <capnp/any.h>

#include "events/upcast/contact_held_v1.capnp.h"

namespace forloeb {

void lift_contact_held_v1(capnp::AnyPointer::Reader old, capnp::AnyPointer::Builder out);

}  // namespace forloeb
