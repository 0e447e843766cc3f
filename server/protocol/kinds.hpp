// What each member of the Frame union is: who may send it and how the server treats it. Pure; any thread.
#pragma once

#include <cstdint>

#include "server/protocol/protocol.capnp.h"

namespace forloeb {

enum class FrameKind : std::uint8_t {
    control,        // answered by the session itself, at once: hello, ping, subscribe, credit, unsubscribe, cancel
    append,         // queued in the order sent
    read,           // handled beside others: reads, queries, operations
    from_server,    // replies and pushes; a client never sends them
    unknown,        // not in this version's protocol
};

[[nodiscard]] FrameKind kind_of(wire::Frame::Which which);
/// The member's name in protocol.capnp, for logs and messages; "unknown" if it is not known.
[[nodiscard]] const char* name_of(wire::Frame::Which which);

}  // namespace forloeb
