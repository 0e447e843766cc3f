// How long the HTTP door waits for a peer. The house's own are in events/vocabulary/limits.hpp; tests hand in shorter ones.
// They are looked at once a second, so that none is met to the millisecond.
#pragma once

#include "events/vocabulary/limits.hpp"

namespace forloeb {

struct HttpPatience {
    std::int64_t header_ms = limits::http_header_timeout_ms;
    std::int64_t body_ms = limits::http_body_timeout_ms;
    std::int64_t idle_ms = limits::http_idle_timeout_ms;
    std::int64_t response_ms = limits::http_response_timeout_ms;
    std::int64_t stall_ms = limits::write_stall_timeout_ms;
    std::int64_t heartbeat_ms = limits::http_heartbeat_ms;
};

}  // namespace forloeb
