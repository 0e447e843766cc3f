// One subscription of a session: where its cursor stands, how much it may send, what it has told its client. Pure.
#pragma once

#include "events/vocabulary/result.hpp"
#include "server/protocol/protocol.capnp.h"
#include "server/session/cursor.hpp"

namespace forloeb {

struct Subscription {
    enum class State : std::uint8_t {
        catching_up,  // has not been level with the head yet
        live,         // level when last looked at, and the client knows
        behind,       // was live, had to stop, and the client knows
    };
    enum class Step : std::uint8_t { wait, say_caught_up, say_fell_behind, pull };

    std::uint64_t corr = 0;
    LogCursor cursor;
    std::uint64_t credits = 0;
    bool pulling = false;
    bool opening = false;  // a remembered one whose cursor is not known yet
    State state = State::catching_up;

    /// What to do now. `full`: the connection takes no more for the moment.
    [[nodiscard]] Step next_step(Position head, bool full) const;
    void grant(std::uint64_t events);
};

/// A filter as it was asked for. `invalid` or `unsupported` names the field, below `field`.
[[nodiscard]] Result<SubscriptionFilter> read_filter(wire::subscribing::Filter::Reader filter, const std::string& field);
void write_filter(wire::subscribing::Filter::Builder out, const SubscriptionFilter& filter);

/// Reads a subscribe request. `invalid` or `unsupported` names the field; `head` is what "now" means.
/// Of a remembered subscription the cursor is not known yet.
[[nodiscard]] Result<Subscription> open_subscription(std::uint64_t corr, wire::Subscribe::Reader subscribe, Position head);

}  // namespace forloeb
