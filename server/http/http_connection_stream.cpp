// Of the HTTP connection: events as they come, from the subscription's next step to the chunk that goes out.
#include <boost/asio/post.hpp>

#include <array>
#include <charconv>

#include "server/access/refusals.hpp"
#include "server/http/http_connection.hpp"
#include "server/http/response_bytes.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

Error signed_out() { return access_refusal("sign_in", {"You are no longer signed in.", "Du er ikke længere logget ind."}); }

}  // namespace

void HttpConnection::begin_stream(OpenedStream stream, bool without_body) {
    enter(Phase::streaming);
    HttpResponse head{200, {{"content-type", "text/event-stream"}, {"x-accel-buffering", "no"}}, {}};
    protect(head, peer_.entrance);
    door_.metrics().answered("/api/v1/stream", "GET", 200, 0);
    keeps_alive_ = false;
    stream_is_chunked_ = reader_.speaks_1_1();
    const BodyFraming framing = stream_is_chunked_ ? BodyFraming::chunked : BodyFraming::until_the_end;
    if (without_body) {
        enter(Phase::responding);
        return send(head_bytes(head, framing, false, state_->handlers.engine().now()));
    }
    stream_ = std::move(stream);
    send(head_bytes(head, framing, false, state_->handlers.engine().now()));
    if (dropped_) return;
    send_event(stream_->text);
    stream_->text.clear();
    looked_ms_ = phase_since_ms_;
    follow(true);
    // The append thread wakes the loop only where somebody follows: now that it is told, look again.
    head_ = state_->handlers.engine().head().next;
    advance_stream();
    read_on();
}

void HttpConnection::follow(bool yes) {
    const std::uint32_t one = yes ? 1 : 0U - 1;
    state_->figures.subscriptions += one;
    if (!stream_->subscription.cursor.filter->is_everything()) state_->filtered += yes ? 1 : std::size_t{0} - 1;
    state_->follow(shared_from_this(), yes);
}

void HttpConnection::on_committed(const Committed& committed) {
    if (!stream_) return on_head(committed.to());
    LogCursor& cursor = stream_->subscription.cursor;
    // Nothing of it is for us: what was looked at for everybody needs no pull of ours.
    const bool is_next = !stream_->subscription.pulling && cursor.next >= committed.from() && cursor.next < committed.to();
    if (is_next && !committed.may_match(*cursor.filter, cursor.next)) cursor.next = committed.to();
    on_head(committed.to());
}

void HttpConnection::advance_stream() {
    if (dropped_ || !stream_) return;
    if (state_->stopping) return end_stream({ErrorKind::unavailable, "The server is stopping; connect again, and go on from the last id.", {}, {}});
    Subscription& subscription = stream_->subscription;
    switch (subscription.next_step(head_, outgoing_.bytes() >= limits::http_stream_bytes_pause)) {
        case Subscription::Step::wait: return;
        case Subscription::Step::say_caught_up:
            subscription.state = Subscription::State::live;
            return send_event(stream_mark("caughtUp", subscription.cursor.next));
        case Subscription::Step::say_fell_behind:
            subscription.state = Subscription::State::behind;
            return send_event(stream_mark("fellBehind", subscription.cursor.next));
        case Subscription::Step::pull: return pull();
    }
}

void HttpConnection::pull() {
    if (!door_.is_signed_in(stream_->cookie)) return end_stream(signed_out());
    Subscription& subscription = stream_->subscription;
    subscription.pulling = true;
    subscription.grant(limits::credits_max);  // what a page has not taken holds us back, not what it has promised to take
    asio::post(state_->quick, [state = state_, self = weak_from_this(), caller = stream_->caller, cursor = subscription.cursor]() mutable {
        if (self.expired()) return;
        auto pushed = pull_stream_text(state->handlers, caller, std::move(cursor));
        asio::post(state->io, [self, pushed = std::move(pushed)]() mutable {
            if (const auto connection = self.lock()) connection->pulled(std::move(pushed));
        });
    });
}

void HttpConnection::pulled(Result<StreamPush> pushed) {
    if (dropped_ || !stream_) return;
    stream_->subscription.pulling = false;
    if (!pushed) return end_stream(pushed.error());
    stream_->subscription.cursor = std::move(pushed->cursor);
    if (!pushed->text.empty()) send_event(pushed->text);
    advance_stream();
}

void HttpConnection::end_stream(const Error& reason) {
    if (!stream_) return;
    send_event(stream_ended(reason));
    if (dropped_) return;
    follow(false);
    stream_.reset();
    enter(Phase::responding);
    if (stream_is_chunked_) send("0\r\n\r\n");
}

void HttpConnection::stream_on_time(std::int64_t now_ms) {
    if (now_ms - looked_ms_ >= door_.patience().heartbeat_ms) {
        looked_ms_ = now_ms;
        if (!door_.is_signed_in(stream_->cookie)) return end_stream(signed_out());
    }
    if (outgoing_.is_empty() && now_ms - progress_ms_ >= door_.patience().heartbeat_ms) send_event(stream_heartbeat);
}

void HttpConnection::send_event(std::string_view text) {
    if (text.empty()) return;
    if (!stream_is_chunked_) return send(std::string(text));
    std::array<char, 16> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
    std::string chunk(size.data(), end);
    send(chunk.append("\r\n").append(text).append("\r\n"));
}

}  // namespace forloeb
