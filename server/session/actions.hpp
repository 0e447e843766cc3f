// What a session asks its loop to do: values, so that a test can compare them.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "events/vocabulary/stop_flag.hpp"
#include "server/session/cursor.hpp"

namespace forloeb {

struct SteadyMs {
    std::int64_t value = 0;
    auto operator<=>(const SteadyMs&) const = default;
};

/// A request or subscription of one session, for the time it is under way. Never reused within the session.
struct Ticket {
    std::uint64_t value = 0;
    auto operator<=>(const Ticket&) const = default;
};

enum class Lane : std::uint8_t {
    ordered,  // appends: one after the other, in the order started
    beside,   // reads: beside others
};

/// Queue these bytes on the connection.
struct Send {
    WireFrame frame;
};

/// Handle this request; answer with Session::on_reply(ticket, ...).
struct StartRequest {
    Ticket ticket;
    Lane lane = Lane::beside;
    WireFrame frame;
    SharedStopFlag stop = {};  // set when the answer is not wanted any more
    std::optional<SteadyMs> begin_by = {};  // later than that it is not begun
};

/// Read on from a cursor; answer with Session::on_pulled(ticket, ...).
struct Pull {
    Ticket ticket;
    std::uint64_t corr = 0;  // of the push to be built
    LogCursor cursor;
    std::size_t events_max = 0;
};

/// Take the turn of a remembered subscription; answer with Session::on_opened(ticket, ...).
struct OpenRemembered {
    Ticket ticket;
    std::string name;
    std::string purpose;  // as the subscription said
};

/// End the connection: after what is queued has been sent, or at once.
struct Close {
    bool flush = true;
    std::string reason;  // for the log; names nobody
};

using Action = std::variant<Send, StartRequest, Pull, OpenRemembered, Close>;
using Actions = std::vector<Action>;

}  // namespace forloeb
