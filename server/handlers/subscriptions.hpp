// Subscriptions that the server remembers: made, listed, deleted, acknowledged, each by whose they are. Malformed requests may
// throw kj::Exception, as everywhere in this folder. Any thread but the append thread.
//
// Not here: taking the turn of one (Handlers::open_remembered), and its events (pull.hpp).
#pragma once

#include "engine/engine.hpp"
#include "server/protocol/protocol.capnp.h"
#include "server/subscriptions/remembered.hpp"

namespace forloeb {

struct Caller;

/// All but acknowledgements.
[[nodiscard]] Status answer_subscriptions(const Engine& engine, RememberedSubscriptions& remembered, const Caller& caller, wire::subscribing::Request::Reader request,
                                          wire::subscribing::Reply::Builder reply);
/// `done` is called once, when it is on the disk.
void acknowledge_subscription(RememberedSubscriptions& remembered, Position head, const Caller& caller, wire::subscribing::Acknowledge::Reader request,
                              std::function<void(Result<Position>)> done);

}  // namespace forloeb
