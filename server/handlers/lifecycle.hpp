// Orders that keep and forget: read, hand to the engine, which guards and carries them out, answer with the receipt
// (server/protocol/lifecycle.capnp). Who may give them is decided at the gate. May throw kj::Exception on malformed requests.
// Any thread but the append thread; a shred or purge takes as long as its compactions.
#pragma once

#include "engine/engine.hpp"
#include "server/protocol/protocol.capnp.h"

namespace forloeb {

/// `actor`: the pseudonym of who asks; it stands in the events of the orders.
[[nodiscard]] Status lifecycle(Engine& engine, const std::string& actor, wire::lifecycle::Request::Reader request, wire::lifecycle::Reply::Builder reply);

}  // namespace forloeb
