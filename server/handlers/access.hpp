// The requests about access itself: who am I, would this be permitted, tokens, broken glass, policy. They read and order what
// server/access decides by; that the caller may ask was decided at the gate. Any thread but the append thread.
#pragma once

#include "server/access/access_control.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

[[nodiscard]] Status answer_access(AccessControl& access, const Principal& caller, wire::access::Request::Reader request,
                                   wire::access::Reply::Builder reply);

}  // namespace forloeb
