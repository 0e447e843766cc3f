// One listening socket: binds, accepts, hands sockets on. Lives on the I/O thread. Private to server/session: it
// includes Asio.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <variant>

#include "server/handlers/handlers.hpp"
#include "server/protocol/endpoint.hpp"

namespace forloeb {

using StreamSocket = boost::asio::generic::stream_protocol::socket;

/// The operating system's user at the other end of a Unix socket, and whether the data are theirs; empty if it cannot be
/// told. `owner`: whose the data directory is.
[[nodiscard]] Visitor visitor_of(int unix_socket, uid_t owner);

/// Whose the data directory is: who may everything where no policy says otherwise.
[[nodiscard]] uid_t data_owner(const std::filesystem::path& data);
/// The name of the operating system's user; "uid-N" if it has none.
[[nodiscard]] std::string user_name(uid_t user);

class Listener {
  public:
    using Accepted = std::function<void(StreamSocket, Visitor)>;

    /// `mode`: of a Unix socket.
    Listener(boost::asio::io_context& io, uid_t owner, mode_t mode) : io_(io), pause_(io), owner_(owner), mode_(mode) {}
    ~Listener();

    /// Binds and listens; the endpoint as bound (with the port chosen).
    [[nodiscard]] Result<Endpoint> open(const Endpoint& endpoint);
    void accept(Accepted accepted);
    void close();

  private:
    using Tcp = boost::asio::ip::tcp::acceptor;
    using Unix = boost::asio::local::stream_protocol::acceptor;

    [[nodiscard]] Result<Endpoint> open_tcp(const Endpoint& endpoint);
    [[nodiscard]] Result<Endpoint> open_unix(const Endpoint& endpoint);
    void accept_next();

    boost::asio::io_context& io_;
    boost::asio::steady_timer pause_;
    const uid_t owner_;
    const mode_t mode_;
    std::variant<std::monostate, Tcp, Unix> acceptor_;
    std::string unlink_;  // the socket file that is ours
    Accepted accepted_;
};

}  // namespace forloeb
