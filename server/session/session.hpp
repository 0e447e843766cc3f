// One connection's protocol as a pure state machine: bytes, results and time in; actions out. It opens with hello, checks
// and starts requests, keeps subscriptions and their credits, and enforces every limit of a connection. The loop
// (server/session/loop.hpp) performs the actions; tests feed bytes and compare them.
//
// Promise: every request gets exactly one reply; a subscription pushes each event once, in order, and stops without
// credit; nothing a peer sends makes it hold more than its limits, throw, or abort.
//
// One thread. No sockets, no clock (the time is handed in), no engine.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "server/protocol/frame.hpp"
#include "server/protocol/kinds.hpp"
#include "server/session/actions.hpp"
#include "server/session/subscription.hpp"

namespace forloeb {

struct SteadyMs {
    std::int64_t value = 0;
    auto operator<=>(const SteadyMs&) const = default;
};

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
    /// `admit`: empty = everybody comes in.
    Session(const ServerFacts& facts, Position head, SteadyMs now, Admit admit = {});

    /// Bytes from the peer, in order.
    [[nodiscard]] Actions on_bytes(ByteSpan bytes);
    /// The reply to a StartRequest.
    [[nodiscard]] Actions on_reply(Ticket ticket, WireFrame reply);
    /// The result of a Pull.
    [[nodiscard]] Actions on_pulled(Ticket ticket, Result<Pulled> pulled);
    /// The log has grown to `head` events.
    [[nodiscard]] Actions on_head(Position head);
    /// The peer took this many bytes.
    [[nodiscard]] Actions on_written(std::size_t bytes);
    /// About once a second.
    [[nodiscard]] Actions on_time(SteadyMs now);
    /// The peer sends no more: what it asked for is answered, then the connection ends.
    [[nodiscard]] Actions on_end_of_input();
    /// The server stops: no new requests, those under way are answered, then the connection ends.
    [[nodiscard]] Actions on_stop();

    /// The doors hold too much in all, and this connection more than its share.
    [[nodiscard]] Actions on_short_of_memory();

    /// Whether the loop should read from the peer now. False holds the peer back instead of growing.
    [[nodiscard]] bool wants_bytes() const;

    [[nodiscard]] bool greeted() const { return greeted_; }
    [[nodiscard]] std::size_t subscriptions() const { return subscriptions_.size(); }
    [[nodiscard]] std::size_t requests_in_flight() const { return requests_.size(); }
    /// Bytes of the peer's in memory: unfinished frame, requests under way, what waits to be taken.
    [[nodiscard]] std::size_t bytes_held() const { return splitter_.held() + request_bytes_ + write_queue_bytes_; }
    [[nodiscard]] std::size_t write_queue_bytes() const { return write_queue_bytes_; }

  private:
    struct Request {
        std::uint64_t corr = 0;
        std::size_t bytes = 0;
        Lane lane = Lane::beside;
    };
    struct Waiting {
        Ticket ticket;
        WireFrame frame;
    };

    void take_frame(WireFrame frame);
    void take_control(wire::Frame::Reader frame);
    void take_request(std::uint64_t corr, FrameKind kind, WireFrame frame);
    void take_hello(std::uint64_t corr, wire::Hello::Reader hello);
    void take_subscribe(std::uint64_t corr, wire::Frame::Reader frame);
    void start_waiting();
    void advance_subscriptions();
    void end_subscription(std::map<Ticket, Subscription>::iterator at, const std::optional<Error>& reason);
    void end_when_idle();

    void send(WireFrame frame);
    void refuse(std::uint64_t corr, ErrorKind kind, std::string message, std::string field = {});
    void close(bool flush, std::string reason);
    [[nodiscard]] Actions take_actions();

    ServerFacts facts_;
    Admit admit_;
    Position head_;
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
    std::map<Ticket, Request> requests_;       // without a reply yet
    std::deque<Waiting> waiting_;              // reads not started yet
    std::size_t reads_running_ = 0;
    std::size_t request_bytes_ = 0;
    std::map<Ticket, Subscription> subscriptions_;
    Ticket turn_;  // the subscription after this one is advanced first, so that each gets its turn
    std::size_t pulls_running_ = 0;
    std::size_t write_queue_bytes_ = 0;
    Actions actions_;
};

}  // namespace forloeb
