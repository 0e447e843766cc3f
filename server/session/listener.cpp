#include "server/session/listener.hpp"

#include <pwd.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr auto pause_after_error = std::chrono::milliseconds(200);

tl::unexpected<Error> cannot_listen(const Endpoint& endpoint, const boost::system::error_code& error) {
    const bool taken = error == asio::error::address_in_use;
    return fail(taken ? ErrorKind::conflict : ErrorKind::unavailable,
                "Cannot listen on " + endpoint.text() + ": " + error.message() + (taken ? ". Choose another address, or stop what listens there." : "."));
}

/// Is somebody listening at this path? A file that nobody listens on is left from a server that was killed.
bool is_live(asio::io_context& io, const std::string& path) {
    boost::system::error_code error;
    asio::local::stream_protocol::socket probe(io);
    probe.connect(asio::local::stream_protocol::endpoint(path), error);
    return !error;
}

}  // namespace

Visitor visitor_of(int unix_socket, uid_t owner) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(unix_socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return {};
    Visitor visitor;
    visitor.is_owner = peer.uid == owner;
    visitor.user = user_name(peer.uid);
    return visitor;
}

std::string user_name(uid_t user) {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    const bool known = getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
    return known ? std::string(found->pw_name) : "uid-" + std::to_string(user);
}

uid_t data_owner(const std::filesystem::path& data) {
    struct stat folder {};
    return ::stat(data.c_str(), &folder) == 0 ? folder.st_uid : ::geteuid();
}

Listener::~Listener() { close(); }

Result<Endpoint> Listener::open(const Endpoint& endpoint) { return endpoint.is_unix() ? open_unix(endpoint) : open_tcp(endpoint); }

Result<Endpoint> Listener::open_tcp(const Endpoint& endpoint) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(endpoint.host, error);
    if (error) return cannot_listen(endpoint, error);
    const asio::ip::tcp::endpoint wanted(address, endpoint.port);
    Tcp acceptor(io_);
    acceptor.open(wanted.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(wanted, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(endpoint, error);
    Endpoint bound = endpoint;
    bound.port = acceptor.local_endpoint(error).port();
    acceptor_ = std::move(acceptor);
    return bound;
}

Result<Endpoint> Listener::open_unix(const Endpoint& endpoint) {
    boost::system::error_code error;
    if (::access(endpoint.path.c_str(), F_OK) == 0) {
        if (is_live(io_, endpoint.path)) return cannot_listen(endpoint, asio::error::address_in_use);
        struct stat file {};
        if (::lstat(endpoint.path.c_str(), &file) != 0 || !S_ISSOCK(file.st_mode)) return cannot_listen(endpoint, asio::error::address_in_use);
        ::unlink(endpoint.path.c_str());
    }
    Unix acceptor(io_);
    acceptor.open(asio::local::stream_protocol(), error);
    if (!error) acceptor.bind(asio::local::stream_protocol::endpoint(endpoint.path), error);
    if (error) return cannot_listen(endpoint, error);
    unlink_ = endpoint.path;
    // Before it listens nobody can connect, so there is no moment with a wider mode.
    if (::chmod(endpoint.path.c_str(), mode_) != 0) return cannot_listen(endpoint, {errno, boost::system::system_category()});
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(endpoint, error);
    acceptor_ = std::move(acceptor);
    return endpoint;
}

void Listener::accept(Accepted accepted) {
    accepted_ = std::move(accepted);
    accept_next();
}

void Listener::accept_next() {
    const auto handle = [this](boost::system::error_code error, auto socket) {
        if (error == asio::error::operation_aborted) return;
        if (error) {
            // Out of descriptors or the like: wait, do not spin.
            spdlog::warn("cannot accept a connection: {}", error.message());
            pause_.expires_after(pause_after_error);
            pause_.async_wait([this](boost::system::error_code stopped) {
                if (!stopped) accept_next();
            });
            return;
        }
        Visitor visitor;
        if constexpr (std::is_same_v<decltype(socket), asio::local::stream_protocol::socket>) {
            visitor = visitor_of(socket.native_handle(), owner_);
        } else {
            boost::system::error_code ignored;
            socket.set_option(asio::ip::tcp::no_delay(true), ignored);
            visitor.address = socket.remote_endpoint(ignored).address().to_string();
        }
        accepted_(StreamSocket(std::move(socket)), std::move(visitor));
        accept_next();
    };
    if (auto* tcp = std::get_if<Tcp>(&acceptor_)) {
        tcp->async_accept([handle](boost::system::error_code error, asio::ip::tcp::socket socket) { handle(error, std::move(socket)); });
    } else if (auto* local = std::get_if<Unix>(&acceptor_)) {
        local->async_accept([handle](boost::system::error_code error, asio::local::stream_protocol::socket socket) { handle(error, std::move(socket)); });
    }
}

void Listener::close() {
    boost::system::error_code ignored;
    if (auto* tcp = std::get_if<Tcp>(&acceptor_)) tcp->close(ignored);
    if (auto* local = std::get_if<Unix>(&acceptor_)) local->close(ignored);
    pause_.cancel();
    if (!unlink_.empty()) ::unlink(unlink_.c_str());
    unlink_.clear();
}

}  // namespace forloeb
