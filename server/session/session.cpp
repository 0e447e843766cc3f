#include "server/session/session.hpp"

#include <kj/exception.h>

#include <algorithm>

#include "server/protocol/problem.hpp"
#include "server/protocol/texts.hpp"
#include "server/session/early_answers.hpp"

namespace forloeb {
namespace {

constexpr FrameLimits before_hello{limits::frame_bytes_before_hello_max, limits::frame_segments_max};
constexpr FrameLimits after_hello{limits::frame_bytes_max, limits::frame_segments_max};

}  // namespace

Session::Session(const ServerFacts& facts, Position head, SteadyMs now, Admit admit, std::uint64_t number)
    : facts_(facts), admit_(std::move(admit)), number_(number), head_(head), told_(head), now_(now), opened_(now), frame_since_(now), written_since_(now), splitter_(before_hello) {}

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
    if (!at->second.answered) answer_early(at, std::move(reply));
    if (at->second.lane == Lane::beside) --reads_running_;
    finish(at);
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

Actions Session::on_opened(Ticket ticket, Result<LogCursor> cursor) {
    const auto at = subscriptions_.find(ticket);
    if (at == subscriptions_.end() || !at->second.opening) return take_actions();
    if (!cursor) {
        end_subscription(at, cursor.error());
        return take_actions();
    }
    at->second.opening = false;
    at->second.cursor = std::move(*cursor);
    say_subscribed(at->second);
    advance_subscriptions();
    return take_actions();
}

Actions Session::on_head(Position head) {
    head_ = std::max(head_, head);
    if (told_ < head_) {
        told_ = head_;
        advance_subscriptions();
    }
    start_waiting();
    return take_actions();
}

Actions Session::on_committed(const Committed& committed) {
    for (auto& [ticket, subscription] : subscriptions_) {
        LogCursor& cursor = subscription.cursor;
        if (subscription.pulling || subscription.opening || cursor.next < committed.from() || cursor.next >= committed.to()) continue;
        if (!committed.may_match(*cursor.filter, cursor.next)) cursor.next = committed.to();
    }
    head_ = std::max(head_, committed.to());
    told_ = std::max(told_, committed.to());
    advance_subscriptions();
    start_waiting();
    return take_actions();
}

Actions Session::know_head(Position head) {
    head_ = std::max(head_, head);
    start_waiting();
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
    answer_late();
    return take_actions();
}

std::optional<SteadyMs> Session::wake_at() const {
    if (deadlines_.empty() || closed_) return std::nullopt;
    return deadlines_.begin()->first;
}

Actions Session::on_end_of_input() {
    input_ended_ = true;
    while (!subscriptions_.empty()) end_subscription(subscriptions_.begin(), std::nullopt);
    end_when_idle();
    return take_actions();
}

Actions Session::on_stop() {
    stopping_ = true;
    while (!subscriptions_.empty()) end_subscription(subscriptions_.begin(), stopping_error());
    while (!waiting_.empty()) {
        const auto at = requests_.find(waiting_.front().ticket);
        answer_early(at, error_frame(at->second.corr, stopping_error()));
    }
    end_when_idle();
    return take_actions();
}

void Session::abandon() {
    for (auto& [ticket, request] : requests_)
        if (request.lane == Lane::beside) request.stop->stop();  // an append that was taken is stored
}

std::size_t Session::filtered() const {
    return static_cast<std::size_t>(std::ranges::count_if(subscriptions_, [](const auto& entry) { return entry.second.opening || !entry.second.cursor.filter->is_everything(); }));
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
        const bool of_another = which == wire::Frame::CREDIT || which == wire::Frame::UNSUBSCRIBE || which == wire::Frame::CANCEL;
        if (corr == 0) return refuse(0, ErrorKind::invalid, "A request needs a corr other than 0.", "corr");
        if (!of_another && corrs_.contains(corr))
            return refuse(0, ErrorKind::invalid, "That corr is in use by a request or subscription of this connection.", "corr");
        if (!greeted_ && which != wire::Frame::HELLO) return refuse(corr, ErrorKind::invalid, "Say hello first.");
        switch (kind) {
            case FrameKind::control: return take_control(frame);
            case FrameKind::append:
            case FrameKind::read: {
                const Terms terms{frame.getDeadlineMs(), {frame.getAtLeast()}};
                return take_request(corr, kind, terms, reader.release());
            }
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
        case wire::Frame::CANCEL: return take_cancel(corr);
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
    reply.setConnection(number_);
    send(builder.finish());
}

// ---- ending ----

void Session::end_when_idle() {
    if ((input_ended_ || stopping_) && unanswered_ == 0 && subscriptions_.empty())
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
    abandon();
    actions_.push_back(Close{flush, std::move(reason)});
}

Actions Session::take_actions() { return std::exchange(actions_, {}); }

}  // namespace forloeb
