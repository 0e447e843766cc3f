// What the loop tells every connection, whatever it speaks: the house's own protocol (connection.hpp) or HTTP
// (server/http/http_connection.hpp). All calls come on the I/O thread. Private to the doors.
#pragma once

#include <string>

#include "engine/engine.hpp"
#include "server/session/session.hpp"

namespace forloeb {

class AnyConnection {
  public:
    virtual ~AnyConnection() = default;
    virtual void start() = 0;
    virtual void on_head(Position head) = 0;
    /// The same, with what the newest events are about.
    virtual void on_committed(const Committed& committed) { on_head(committed.to()); }
    virtual void on_time(SteadyMs now) = 0;
    /// Certificates were read again: it ends if its peer's is revoked.
    virtual void on_certificates() = 0;
    /// What is under way is answered, then it ends.
    virtual void on_stop() = 0;
    /// Ends it at once, without flushing.
    virtual void drop(const std::string& reason) = 0;
};

}  // namespace forloeb
