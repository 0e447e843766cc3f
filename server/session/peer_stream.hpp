// The bytes to and from one peer, plain or through TLS: what both doors' connections read from and write to (connection.hpp,
// server/http/http_connection.hpp). Lives on the loop's one I/O thread; what is handed in is called there, never at once.
// Private to the doors: it includes Asio.
//
// At most one read and one write at a time. It has no limits, no times and no queue.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <utility>

#include "server/tls/tls.hpp"

namespace forloeb {

class PeerStream {
  public:
    using Socket = boost::asio::generic::stream_protocol::socket;

    /// `tls`: speak it; none = plain.
    PeerStream(Socket socket, TlsContext tls)
        : socket_(std::move(socket)), context_(std::move(tls)), tls_(context_ ? std::make_unique<boost::asio::ssl::stream<Socket&>>(socket_, *context_) : nullptr) {}

    /// The library's own handle; nullptr if it is plain.
    [[nodiscard]] SSL* tls() const { return tls_ ? tls_->native_handle() : nullptr; }
    [[nodiscard]] Socket& socket() { return socket_; }

    /// Over TLS only, and before anything else.
    template <typename Done>
    void shake_hands(Done done) {
        tls_->async_handshake(boost::asio::ssl::stream_base::server, std::move(done));
    }
    template <typename Done>
    void read_some(boost::asio::mutable_buffer into, Done done) {
        if (tls_)
            tls_->async_read_some(into, std::move(done));
        else
            socket_.async_read_some(into, std::move(done));
    }
    /// As much as goes at a time, not all: the owner is told of every bit of progress, which keeps a slow peer alive.
    template <typename Buffers, typename Done>
    void write_some(const Buffers& buffers, Done done) {
        if (tls_)
            tls_->async_write_some(buffers, std::move(done));
        else
            socket_.async_write_some(buffers, std::move(done));
    }
    /// Ends our side. A close with bytes unread would reach the peer as a reset and could take our last words with it, so
    /// whoever owns this goes on reading until the peer ends its own. True: TLS says its own goodbye instead and waits for
    /// the peer's, then `done` is called; it cannot while a read is under way.
    template <typename Done>
    [[nodiscard]] bool say_goodbye(bool reading, Done done) {
        if (tls_ && !reading) {
            tls_->async_shutdown(std::move(done));
            return true;
        }
        boost::system::error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        return false;
    }
    void close() {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

  private:
    Socket socket_;
    TlsContext context_;  // outlives the stream
    std::unique_ptr<boost::asio::ssl::stream<Socket&>> tls_;
};

}  // namespace forloeb
