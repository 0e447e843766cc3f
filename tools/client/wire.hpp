// One socket of a client: frames out, replies matched to their requests by corr, pushes to their subscriptions.
// Private to tools/client: it includes Asio. Everything runs on the loop's I/O thread except send() and close().
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "server/tls/tls.hpp"
#include "tools/client/client.hpp"

namespace forloeb {

struct ClientLoop::Parts {
    boost::asio::io_context io{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work = boost::asio::make_work_guard(io);
    std::thread thread;
};

class Wire;

/// Deliveries that came and were not taken yet. Written on the I/O thread, read by the taker.
struct FeedInbox {
    std::weak_ptr<Wire> wire;
    std::uint64_t corr = 0;
    std::uint32_t window = 0;

    std::mutex mutex;  // guards what follows
    std::condition_variable arrived;
    std::deque<Reply> deliveries;
    std::optional<Error> ended;
    Position position;
    std::uint32_t taken = 0;  // events taken whose credit is not given back yet

    void deliver(Reply reply);
    void end(Error reason);
};

class Wire : public std::enable_shared_from_this<Wire> {
  public:
    using Socket = boost::asio::generic::stream_protocol::socket;

    /// `tls`: spoken on the socket; none = plain.
    Wire(boost::asio::io_context& io, Socket socket, TlsContext tls = nullptr);
    /// Before start(): TLS's handshake with a server that must be `host`. Waits; `unavailable` says why not.
    [[nodiscard]] Status shake_hands(const std::string& host);

    void start();
    /// Any thread; the request's corr. `inbox`, if given, gets the pushes after the reply.
    std::uint64_t send(FrameBuilder& request, Client::Done done, std::shared_ptr<FeedInbox> inbox = nullptr);
    /// Any thread; without a reply (credit, unsubscribe).
    void tell(FrameBuilder& frame);
    /// Any thread. When it returns, every `done` has been called and none will be.
    void close();
    [[nodiscard]] bool is_lost() const { return is_lost_; }

  private:
    struct Pending {
        Client::Done done;
        bool append = false;
        std::shared_ptr<FeedInbox> inbox;
    };
    struct Outgoing {
        std::uint64_t corr = 0;
        WireFrame frame;
        Pending pending;
    };

    void enqueue(Outgoing outgoing);
    void write_on();
    void read_on();
    void take(ByteSpan bytes);
    void take_frame(WireFrame frame);
    void lose(const std::string& why);

    boost::asio::io_context& io_;  // outlives every wire: Client::Parts, ClientLoop
    Socket socket_;
    TlsContext tls_context_;  // outlives the stream
    std::unique_ptr<boost::asio::ssl::stream<Socket&>> tls_;
    std::atomic<std::uint64_t> next_corr_{1};
    std::vector<Byte> incoming_;
    FrameSplitter splitter_{FrameLimits{limits::frame_bytes_max, limits::reply_segments_max}};
    std::map<std::uint64_t, Pending> pending_;                                    // sent, no reply yet
    std::map<std::uint64_t, std::shared_ptr<FeedInbox>> subscriptions_;
    std::deque<Outgoing> waiting_;  // above what the server takes in flight
    std::deque<WireFrame> outgoing_;
    std::size_t writing_ = 0;
    std::optional<std::string> lost_;
    std::atomic<bool> is_lost_{false};  // the same, for other threads
};

/// What becomes of a request whose answer does not come.
[[nodiscard]] Error lost_error(bool append, const std::string& why);

}  // namespace forloeb
