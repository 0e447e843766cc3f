// One connection: a socket, its Session, and the performing of the session's actions. Lives on the loop's one I/O thread;
// requests and pulls run on the worker pool and come back as posts. Private to server/session: it includes Asio.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "server/handlers/handlers.hpp"
#include "server/session/answers.hpp"
#include "server/session/any_connection.hpp"
#include "server/session/outgoing.hpp"
#include "server/session/peer_stream.hpp"
#include "server/session/session.hpp"

namespace forloeb {

class Connection;

/// What all connections of a loop share. Kept alive by whoever may still post to it.
struct LoopState {
    LoopState(const Handlers& handlers_used, DoorFigures& figures_kept, std::size_t workers)
        : handlers(handlers_used), figures(figures_kept), readers(workers), read_buffer(32 * 1024) {}

    const Handlers& handlers;
    DoorFigures& figures;
    boost::asio::io_context io{1};  // one thread: no locks between connections
    boost::asio::thread_pool quick{2};  // checking appends and reading for subscriptions: short work, all of it
    boost::asio::thread_pool readers;   // reads and questions, which may take long
    Answers answers;
    std::atomic<std::uint64_t> head{0};        // durable events, set by the append thread
    std::atomic<bool> head_posted{false};
    std::atomic<std::size_t> followers{0};     // size of `following`, for the append thread
    std::set<std::shared_ptr<AnyConnection>> connections;  // I/O thread only, as what follows
    TlsContext tls;                            // of TCP; none = plain, from this machine only
    TlsContext http_tls;                       // the same for HTTP, where a client certificate is not asked of everybody
    std::map<std::string, std::size_t> from_place;  // TLS connections by network address, and by actor once that is known
    std::size_t unidentified = 0;              // TLS connections that have not said hello
    std::uint64_t connections_so_far = 0;
    std::uint64_t connections_max = limits::connections_max;
    std::size_t bytes_held = 0;                // by all sessions together
    bool stopping = false;
    std::vector<Byte> read_buffer;             // for whoever is being read from just now
    std::size_t filtered = 0;                  // subscriptions that want part of the log only
    Position told;                             // the head that followers were told of last
    bool looking = false;                      // at what was committed since

    /// Tells a connection of each new head from now on, or no more. One that ends is forgotten by itself.
    void follow(const std::shared_ptr<AnyConnection>& connection, bool yes);
    /// Those that follow now; a copy, because one may leave while it is told something.
    [[nodiscard]] std::vector<std::shared_ptr<AnyConnection>> all_following();

    [[nodiscard]] static SteadyMs now();

  private:
    std::map<AnyConnection*, std::weak_ptr<AnyConnection>> following_;
};

class Connection : public AnyConnection, public std::enable_shared_from_this<Connection> {
  public:
    using Socket = PeerStream::Socket;

    /// `tls`: speak it, and begin with its handshake.
    Connection(std::shared_ptr<LoopState> state, Socket socket, Visitor visitor, TlsContext tls);
    ~Connection() override;

    void start() override;
    void on_head(Position head) override;
    void on_committed(const Committed& committed) override;
    void on_time(SteadyMs now) override;
    void on_certificates() override;
    void on_stop() override;
    /// Takes an answer in; act() then does what is to be done about all of them. True if there was nothing to be done yet.
    [[nodiscard]] bool hear(Answers::Answer answer);
    void act();
    /// Ends it at once, without flushing.
    void drop(const std::string& reason) override;

  private:
    void shake_hands();
    void shook_hands(boost::system::error_code error);
    /// Who the peer is, for the session's hello.
    [[nodiscard]] Status admit(std::string_view token);
    /// One more connection of this place or actor; `overloaded` if that is too many. Given back when it ends.
    [[nodiscard]] Status count_place(const std::string& place, std::size_t most);

    void perform(Actions actions);
    void perform_one(Send& send);
    void perform_one(StartRequest& start);
    /// Those on the ordered lane: one job for all that came in one read.
    void start_in_order(std::vector<StartRequest> requests);
    void perform_one(Pull& pull);
    void perform_one(OpenRemembered& open);
    void perform_one(Close& close);
    void read_on();
    [[nodiscard]] Actions read_rest();
    void took(boost::system::error_code error, std::size_t bytes);
    void write_on();
    void wrote(boost::system::error_code error, std::size_t bytes);
    void linger();
    /// Brings the loop's figures up to date; true if it follows the head from now on.
    bool count();
    /// Wakes the session when its next deadline passes.
    void set_timer();

    std::shared_ptr<LoopState> state_;
    PeerStream stream_;
    Visitor visitor_;
    std::shared_ptr<const Caller> caller_;
    std::vector<std::string> places_;  // in LoopState::from_place
    bool shaking_hands_ = false;
    std::int64_t began_ms_;
    boost::asio::strand<boost::asio::thread_pool::executor_type> ordered_;
    Session session_;
    Actions heard_;  // from answers taken in
    bool must_act_ = false;
    std::uint64_t number_;  // for the log
    std::vector<Byte> incoming_;  // where the first bytes of a read arrive: small, for most connections are idle
    std::unique_ptr<boost::asio::steady_timer> timer_;  // none until there is a first deadline
    std::optional<SteadyMs> timer_at_;
    Outgoing<WireFrame> outgoing_;
    bool reading_ = false;
    bool closing_ = false;     // what is queued still goes out
    bool lingering_ = false;   // all is out; what the peer still sends is discarded until it ends
    bool dropped_ = false;
    std::int64_t linger_until_ms_ = 0;
    std::size_t counted_bytes_ = 0;
    std::size_t counted_subscriptions_ = 0;
    std::size_t counted_requests_ = 0;
    std::size_t counted_filtered_ = 0;
    bool follows_ = false;
};

}  // namespace forloeb
