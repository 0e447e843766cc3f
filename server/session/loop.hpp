// The loop that performs what sessions ask for: listeners, one I/O thread, a small pool for the work of requests.
//
// Threads: everything about connections happens on the I/O thread; handlers and pulls run on the pool; their results are
// posted back. Appends of one connection run one after the other. All calls here may come from any thread, except that
// stop() must not come from a handler.
//
// Not here: what a request means (server/handlers), what a frame may do (session.hpp).
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "server/handlers/handlers.hpp"
#include "server/protocol/endpoint.hpp"
#include "server/tls/tls.hpp"

namespace forloeb {

class HttpDoor;

class Loop {
  public:
    /// `handlers` and `figures` must outlive the loop; the engine behind the handlers too.
    Loop(const Handlers& handlers, DoorFigures& figures, std::size_t workers);
    ~Loop();  // stops
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Binds an address; port 0 takes a free one. A Unix socket gets mode 0600; a dead one left at the path is replaced,
    /// a live one is `conflict`. Call before start().
    [[nodiscard]] Result<Endpoint> listen(const Endpoint& endpoint);
    /// The same for HTTP; `door` must outlive the loop. A Unix socket is open to everybody if the door has a proxy's user: it
    /// looks who comes.
    [[nodiscard]] Result<Endpoint> listen(const Endpoint& endpoint, HttpDoor& door);
    /// TLS over TCP from the next connection on, and over HTTP; before start(), or from any thread after it. Open connections
    /// go on, but for those whose certificate is revoked by now.
    void use(TlsContext tls, TlsContext http_tls);
    /// Connections at a time; before start().
    void take_at_most(std::uint64_t connections);
    /// Runs it on a worker, while the loop does.
    [[nodiscard]] std::function<void(std::function<void()>)> workers();
    void start();
    /// A connection within this process: the other end of a socket pair, to be owned by the caller.
    [[nodiscard]] Result<int> connect_within();
    /// No new connections and requests; those under way are answered, at most limits::stop_timeout_ms. Then all ends.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace forloeb
