#include "server/session/session.hpp"

#include <kj/exception.h>

#include <algorithm>

#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"

namespace forloeb {
namespace {

constexpr FrameLimits before_hello{limits::frame_bytes_before_hello_max, limits::frame_segments_max};
constexpr FrameLimits after_hello{limits::frame_bytes_max, limits::frame_segments_max};

WireFrame mark_frame(std::uint64_t corr, bool caught_up, Position next) {
    FrameBuilder builder(corr, 16);
    auto mark = caught_up ? builder.frame().initCaughtUp() : builder.frame().initFellBehind();
    mark.setNext(next.value);
    return builder.finish();
}

}  // namespace

Session::Session(const ServerFacts& facts, Position head, SteadyMs now, Admit admit)
    : facts_(facts), admit_(std::move(admit)), head_(head), now_(now), opened_(now), frame_since_(now), written_since_(now), splitter_(before_hello) {}

// ---- inputs ----

Actions Session::on_bytes(ByteSpan bytes) {
    const bool was_between = splitter_.pending() == 0;
    bool completed = false;
    while (!bytes.empty() && !closed_ && !input_ended_) {
        auto frame = splitter_.next(bytes);
        if (!frame) {
            refuse(0, frame.error().kind, frame.error().message);
            close(true, "broke the framing");
            break;
        }
        if (!*frame) break;
        completed = true;
        take_frame(std::move(**frame));
    }
    if (was_between || completed) frame_since_ = now_;
    return take_actions();
}

Actions Session::on_reply(Ticket ticket, WireFrame reply) {
    const auto at = requests_.find(ticket);
    if (at == requests_.end()) return take_actions();
    corrs_.erase(at->second.corr);
    request_bytes_ -= at->second.bytes;
    if (at->second.lane == Lane::beside) --reads_running_;
    requests_.erase(at);
    send(std::move(reply));
    start_waiting();
    end_when_idle();
    return take_actions();
}

Actions Session::on_pulled(Ticket ticket, Result<Pulled> pulled) {
    --pulls_running_;
    if (const auto at = subscriptions_.find(ticket); at != subscriptions_.end()) {
        Subscription& subscription = at->second;
        subscription.pulling = false;
        if (pulled) {
            subscription.credits -= std::min<std::uint64_t>(subscription.credits, pulled->events);
            subscription.cursor = std::move(pulled->cursor);
            if (pulled->events != 0) send(std::move(pulled->push));
        } else {
            end_subscription(at, pulled.error());
        }
    }
    advance_subscriptions();
    return take_actions();
}

Actions Session::on_head(Position head) {
    if (head > head_) {
        head_ = head;
        advance_subscriptions();
    }
    return take_actions();
}

Actions Session::on_written(std::size_t bytes) {
    write_queue_bytes_ -= std::min(write_queue_bytes_, bytes);
    written_since_ = now_;
    start_waiting();
    advance_subscriptions();
    return take_actions();
}

Actions Session::on_time(SteadyMs now) {
    now_ = now;
    if (!wants_bytes()) frame_since_ = now;  // we hold the peer back: its frame is late because of us
    if (!greeted_ && now.value - opened_.value > limits::hello_timeout_ms) {
        refuse(0, ErrorKind::invalid, "No hello came in time; open a new connection and say hello first.");
        close(true, "no hello");
    } else if (splitter_.pending() != 0 && now.value - frame_since_.value > limits::frame_timeout_ms) {
        refuse(0, ErrorKind::invalid, "A frame was begun and not finished in time; open a new connection.");
        close(true, "unfinished frame");
    }
    if (write_queue_bytes_ != 0 && now.value - written_since_.value > limits::write_stall_timeout_ms)
        close(false, "slow reader: took no bytes in time");
    return take_actions();
}

Actions Session::on_end_of_input() {
    input_ended_ = true;
    while (!subscriptions_.empty()) end_subscription(subscriptions_.begin(), std::nullopt);
    end_when_idle();
    return take_actions();
}

Actions Session::on_stop() {
    stopping_ = true;
    const Error stopping{ErrorKind::unavailable, "The server is stopping; connect again later.", {}, {}};
    while (!subscriptions_.empty()) end_subscription(subscriptions_.begin(), stopping);
    for (auto& waiting : std::exchange(waiting_, {})) {
        const auto at = requests_.find(waiting.ticket);
        const std::uint64_t corr = at->second.corr;
        request_bytes_ -= at->second.bytes;
        corrs_.erase(corr);
        requests_.erase(at);
        send(error_frame(corr, stopping));
    }
    end_when_idle();
    return take_actions();
}

Actions Session::on_short_of_memory() {
    refuse(0, ErrorKind::overloaded, "The server holds too much for its connections; connect again later and send less at a time.");
    close(true, "short of memory");
    return take_actions();
}

bool Session::wants_bytes() const {
    return !closed_ && !input_ended_ && request_bytes_ < limits::request_bytes_in_flight_max &&
           write_queue_bytes_ < limits::write_queue_bytes_pause;
}

// ---- frames ----

void Session::take_frame(WireFrame bytes) {
    std::uint64_t corr = 0;
    try {
        FrameReader reader(std::move(bytes));
        const auto frame = reader.frame();
        corr = frame.getCorr();
        const auto which = frame.which();
        const FrameKind kind = kind_of(which);
        const bool of_subscription = which == wire::Frame::CREDIT || which == wire::Frame::UNSUBSCRIBE;
        if (corr == 0) return refuse(0, ErrorKind::invalid, "A request needs a corr other than 0.", "corr");
        if (!of_subscription && corrs_.contains(corr))
            return refuse(0, ErrorKind::invalid, "That corr is in use by a request or subscription of this connection.", "corr");
        if (!greeted_ && which != wire::Frame::HELLO) return refuse(corr, ErrorKind::invalid, "Say hello first.");
        switch (kind) {
            case FrameKind::control: return take_control(frame);
            case FrameKind::append:
            case FrameKind::read: return take_request(corr, kind, reader.release());
            case FrameKind::from_server:
                return refuse(corr, ErrorKind::invalid, std::string("A client does not send '") + name_of(which) + "'.");
            case FrameKind::unknown:
                return refuse(corr, ErrorKind::unsupported, "This server does not know that request; it may be newer than the server.");
        }
    } catch (const kj::Exception&) {
        // What kj says may quote the peer's bytes: it stays out of replies and logs.
        refuse(corr, ErrorKind::invalid, "The frame is no well-formed message within the limits of nesting and size.");
    }
}

void Session::take_control(wire::Frame::Reader frame) {
    const std::uint64_t corr = frame.getCorr();
    switch (frame.which()) {
        case wire::Frame::HELLO: return take_hello(corr, frame.getHello());
        case wire::Frame::PING: {
            FrameBuilder reply(corr, 16);
            reply.frame().initPong().setHead(head_.value);
            return send(reply.finish());
        }
        case wire::Frame::SUBSCRIBE: return take_subscribe(corr, frame);
        default: break;
    }
    const auto at = std::find_if(subscriptions_.begin(), subscriptions_.end(), [&](const auto& entry) { return entry.second.corr == corr; });
    if (frame.isCredit()) {
        // Credit for a subscription that has just ended crosses its end on the way: no error.
        if (at == subscriptions_.end()) return;
        at->second.grant(frame.getCredit().getEvents());
        return advance_subscriptions();
    }
    if (at == subscriptions_.end())
        return refuse(corrs_.contains(corr) ? 0 : corr, ErrorKind::not_found, "There is no subscription with that corr.");
    end_subscription(at, std::nullopt);
}

void Session::take_hello(std::uint64_t corr, wire::Hello::Reader hello) {
    if (greeted_) return refuse(corr, ErrorKind::invalid, "This connection has said hello already.");
    if (hello.getProtocolVersion() == 0)
        return refuse(corr, ErrorKind::invalid, "Say the highest protocol version you speak; it starts at 1.", "protocolVersion");
    if (admit_) {
        if (const Status admitted = admit_(text_of(hello.getToken())); !admitted) {
            send(error_frame(corr, admitted.error()));
            return close(true, "not let in");
        }
    }
    greeted_ = true;
    splitter_.set_limits(after_hello);
    FrameBuilder builder(corr);
    auto reply = builder.frame().initHelloReply();
    reply.setProtocolVersion(std::min<std::uint16_t>(hello.getProtocolVersion(), wire::PROTOCOL_VERSION));
    reply.setServer(facts_.server);
    reply.setController(facts_.controller);
    reply.setOrigin(facts_.origin);
    reply.setHead(head_.value);
    reply.setFrameBytesMax(limits::frame_bytes_max);
    reply.setFrameSegmentsMax(limits::frame_segments_max);
    reply.setRequestsInFlightMax(limits::requests_in_flight_max);
    reply.setSubscriptionsMax(limits::subscriptions_max);
    send(builder.finish());
}

void Session::take_request(std::uint64_t corr, FrameKind kind, WireFrame frame) {
    if (stopping_) return refuse(corr, ErrorKind::unavailable, "The server is stopping; connect again later.");
    if (requests_.size() >= limits::requests_in_flight_max)
        return refuse(corr, ErrorKind::overloaded, "This connection has " + std::to_string(limits::requests_in_flight_max) +
                                                       " requests without a reply; wait for some of them.");
    const Ticket ticket{next_ticket_++};
    const Lane lane = kind == FrameKind::append ? Lane::ordered : Lane::beside;
    corrs_.insert(corr);
    request_bytes_ += frame.size();
    requests_.emplace(ticket, Request{corr, frame.size(), lane});
    if (lane == Lane::ordered) {
        actions_.push_back(StartRequest{ticket, lane, std::move(frame)});
    } else {
        waiting_.push_back({ticket, std::move(frame)});
        start_waiting();
    }
}

// Replies to reads can be large: they are begun a few at a time, and only while the peer takes what it has asked for.
void Session::start_waiting() {
    while (!closed_ && !waiting_.empty() && reads_running_ < limits::reads_running_max &&
           write_queue_bytes_ < limits::write_queue_bytes_pause) {
        ++reads_running_;
        actions_.push_back(StartRequest{waiting_.front().ticket, Lane::beside, std::move(waiting_.front().frame)});
        waiting_.pop_front();
    }
}

// ---- subscriptions ----

void Session::take_subscribe(std::uint64_t corr, wire::Frame::Reader frame) {
    if (stopping_) return refuse(corr, ErrorKind::unavailable, "The server is stopping; connect again later.");
    if (subscriptions_.size() >= limits::subscriptions_max)
        return refuse(corr, ErrorKind::overloaded, "This connection has " + std::to_string(limits::subscriptions_max) +
                                                       " subscriptions, which is the most; end one first.");
    auto subscription = open_subscription(corr, frame.getSubscribe(), head_);
    if (!subscription) return send(error_frame(corr, subscription.error()));
    subscription->cursor.purpose = text_of(frame.getPurpose());
    FrameBuilder reply(corr, 16);
    reply.frame().initSubscribed().setPosition(subscription->cursor.next.value);
    send(reply.finish());
    corrs_.insert(corr);
    subscriptions_.emplace(Ticket{next_ticket_++}, std::move(*subscription));
    advance_subscriptions();
}

void Session::advance_subscriptions() {
    if (subscriptions_.empty() || closed_) return;
    auto at = subscriptions_.upper_bound(turn_);
    for (std::size_t left = subscriptions_.size(); left > 0 && !closed_; --left, ++at) {
        if (at == subscriptions_.end()) at = subscriptions_.begin();
        Subscription& subscription = at->second;
        switch (subscription.next_step(head_, write_queue_bytes_ >= limits::write_queue_bytes_pause)) {
            case Subscription::Step::wait: break;
            case Subscription::Step::say_caught_up:
                subscription.state = Subscription::State::live;
                send(mark_frame(subscription.corr, true, subscription.cursor.next));
                break;
            case Subscription::Step::say_fell_behind:
                subscription.state = Subscription::State::behind;
                send(mark_frame(subscription.corr, false, subscription.cursor.next));
                break;
            case Subscription::Step::pull:
                if (pulls_running_ >= limits::reads_running_max) break;
                ++pulls_running_;
                turn_ = at->first;
                subscription.pulling = true;
                actions_.push_back(Pull{at->first, subscription.corr, subscription.cursor,
                                        static_cast<std::size_t>(std::min<std::uint64_t>(subscription.credits, limits::push_events_max))});
                break;
        }
    }
}

void Session::end_subscription(std::map<Ticket, Subscription>::iterator at, const std::optional<Error>& reason) {
    FrameBuilder builder(at->second.corr, 64);
    auto ended = builder.frame().initSubscriptionEnded();
    ended.setNext(at->second.cursor.next.value);
    if (reason) write_problem(ended.initReason(), *reason);
    corrs_.erase(at->second.corr);
    subscriptions_.erase(at);
    send(builder.finish());
}

// ---- ending ----

void Session::end_when_idle() {
    if ((input_ended_ || stopping_) && requests_.empty() && subscriptions_.empty())
        close(true, stopping_ ? "the server is stopping" : "the peer is done");
}

void Session::send(WireFrame frame) {
    if (closed_) return;
    if (write_queue_bytes_ == 0) written_since_ = now_;
    write_queue_bytes_ += frame.size();
    actions_.push_back(Send{std::move(frame)});
    if (write_queue_bytes_ > limits::write_queue_bytes_max) close(false, "slow reader: too much waits to be taken");
}

void Session::refuse(std::uint64_t corr, ErrorKind kind, std::string message, std::string field) {
    send(error_frame(corr, {kind, std::move(message), std::move(field), {}}));
}

void Session::close(bool flush, std::string reason) {
    if (closed_ && flush) return;
    closed_ = true;
    waiting_.clear();
    actions_.push_back(Close{flush, std::move(reason)});
}

Actions Session::take_actions() { return std::exchange(actions_, {}); }

}  // namespace forloeb
