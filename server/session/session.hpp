// One connection's protocol as a pure state machine: bytes, results and time in; actions out. It opens with hello, checks
// and starts requests, keeps subscriptions and their credits, and enforces every limit of a connection. The loop
// (server/session/loop.hpp) performs the actions; tests feed bytes and compare them.
//
// Promise: every request gets exactly one reply, also if it is cancelled or late; a subscription pushes each event once, in order, and stops without
// credit; nothing a peer sends makes it hold more than its limits, throw, or abort.
//
// One thread. No sockets, no clock (the time is handed in), no engine.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "server/protocol/frame.hpp"
#include "server/protocol/kinds.hpp"
#include "server/session/actions.hpp"
#include "server/session/committed.hpp"
#include "server/session/subscription.hpp"

namespace forloeb {

/// What hello tells of the server.
struct ServerFacts {
    std::string server;
    std::string controller;
    std::string origin;
};

/// Finds out who the peer is, by the token in its hello (empty = it has none). An error is sent, and ends the connection.
using Admit = std::function<Status(std::string_view token)>;

class Session {
  public:
    /// `admit`: empty = everybody comes in. `number`: of the connection.
    Session(const ServerFacts& facts, Position head, SteadyMs now, Admit admit = {}, std::uint64_t number = 0);

    /// Bytes from the peer, in order.
    [[nodiscard]] Actions on_bytes(ByteSpan bytes);
    /// The reply to a StartRequest.
    [[nodiscard]] Actions on_reply(Ticket ticket, WireFrame reply);
    /// The result of a Pull.
    [[nodiscard]] Actions on_pulled(Ticket ticket, Result<Pulled> pulled);
    /// The cursor of a remembered subscription, or why this connection does not get it.
    [[nodiscard]] Actions on_opened(Ticket ticket, Result<LogCursor> cursor);
    /// The log has grown to `head` events.
    [[nodiscard]] Actions on_head(Position head);
    /// The same, with what the newest of them are about: subscriptions that want none of it move on without a pull.
    [[nodiscard]] Actions on_committed(const Committed& committed);
    /// The log has grown, which on_head or on_committed will tell the subscriptions: what is asked from now on counts on it.
    [[nodiscard]] Actions know_head(Position head);
    /// The peer took this many bytes.
    [[nodiscard]] Actions on_written(std::size_t bytes);
    /// About once a second, at wake_at(), and before bytes from the peer.
    [[nodiscard]] Actions on_time(SteadyMs now);
    /// When the next deadline passes; empty if nothing waits for one.
    [[nodiscard]] std::optional<SteadyMs> wake_at() const;
    /// The peer sends no more: what it asked for is answered, then the connection ends.
    [[nodiscard]] Actions on_end_of_input();
    /// The server stops: no new requests, those under way are answered, then the connection ends.
    [[nodiscard]] Actions on_stop();

    /// The connection is gone: whoever works for it may stop.
    void abandon();
    /// The doors hold too much in all, and this connection more than its share.
    [[nodiscard]] Actions on_short_of_memory();

    /// Whether the loop should read from the peer now. False holds the peer back instead of growing.
    [[nodiscard]] bool wants_bytes() const;

    [[nodiscard]] bool greeted() const { return greeted_; }
    [[nodiscard]] std::size_t subscriptions() const { return subscriptions_.size(); }
    /// Of these, those that want part of the log only.
    [[nodiscard]] std::size_t filtered() const;
    /// Does it want to know of a new head: for subscriptions, or for reads that wait for it?
    [[nodiscard]] bool follows() const { return !subscriptions_.empty() || waiting_for_head_ != 0; }
    [[nodiscard]] std::size_t requests_in_flight() const { return requests_.size(); }
    /// Bytes of the peer's in memory: unfinished frame, requests under way, what waits to be taken.
    [[nodiscard]] std::size_t bytes_held() const { return splitter_.held() + request_bytes_ + write_queue_bytes_; }
    [[nodiscard]] std::size_t write_queue_bytes() const { return write_queue_bytes_; }

  private:
    struct Request {
        std::uint64_t corr = 0;
        std::size_t bytes = 0;
        Lane lane = Lane::beside;
        SharedStopFlag stop;
        std::optional<SteadyMs> deadline;
        bool answered = false;  // before it was done: what comes of it is dropped
    };
    struct Waiting {
        Ticket ticket;
        WireFrame frame;
        Position at_least;  // of the log, before it begins
    };
    /// What a request's frame says of how it is to be treated.
    struct Terms {
        std::uint32_t deadline_ms = 0;
        Position at_least;
    };
    using Requests = std::map<Ticket, Request>;

    void take_frame(WireFrame frame);
    void take_control(wire::Frame::Reader frame);
    void take_request(std::uint64_t corr, FrameKind kind, const Terms& terms, WireFrame frame);
    void take_cancel(std::uint64_t corr);
    void take_hello(std::uint64_t corr, wire::Hello::Reader hello);
    void take_subscribe(std::uint64_t corr, wire::Frame::Reader frame);
    void say_subscribed(const Subscription& subscription);
    void start_waiting();
    void answer_early(Requests::iterator at, WireFrame reply);
    void finish(Requests::iterator at);
    void answer_late();
    void advance_subscriptions();
    void end_subscription(std::map<Ticket, Subscription>::iterator at, const std::optional<Error>& reason);
    void end_when_idle();

    void send(WireFrame frame);
    void refuse(std::uint64_t corr, ErrorKind kind, std::string message, std::string field = {});
    void close(bool flush, std::string reason);
    [[nodiscard]] Actions take_actions();

    ServerFacts facts_;
    Admit admit_;
    std::uint64_t number_;
    Position head_;  // that is known
    Position told_;  // that subscriptions act on; never above head_
    SteadyMs now_;
    SteadyMs opened_;
    SteadyMs frame_since_;    // when the frame under way began to arrive
    SteadyMs written_since_;  // when the peer last took bytes, or the queue began
    FrameSplitter splitter_;
    bool greeted_ = false;
    bool input_ended_ = false;
    bool stopping_ = false;
    bool closed_ = false;

    std::uint64_t next_ticket_ = 1;
    std::unordered_set<std::uint64_t> corrs_;  // in use by requests and subscriptions
    Requests requests_;                        // not done yet
    std::size_t unanswered_ = 0;               // of them
    std::set<std::pair<SteadyMs, Ticket>> deadlines_;  // of those without an answer
    std::list<Waiting> waiting_;               // reads not started yet
    std::size_t waiting_for_head_ = 0;         // of them
    std::size_t reads_running_ = 0;
    std::size_t request_bytes_ = 0;
    std::map<Ticket, Subscription> subscriptions_;
    Ticket turn_;  // the subscription after this one is advanced first, so that each gets its turn
    std::size_t pulls_running_ = 0;
    std::size_t write_queue_bytes_ = 0;
    Actions actions_;
};

}  // namespace forloeb
