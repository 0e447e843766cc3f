#include "server/http/http_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <array>
#include <charconv>

#include "server/http/problem_response.hpp"
#include "server/http/response_bytes.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr std::size_t http_read_bytes = 16 * 1024;
constexpr std::size_t buffers_per_write_max = 16;
constexpr std::int64_t http_linger_ms = 2'000;
constexpr std::int64_t http_linger_while_stopping_ms = 100;

Entrance entrance_of(const Visitor& visitor, const TlsContext& tls) {
    if (visitor.address.empty()) return Entrance::unix_socket;
    return tls ? Entrance::tls : Entrance::loopback;
}

/// Appends are short work, all of it, and do not wait behind questions.
bool is_append(const HttpRequest& request) { return request.method == "POST" && request.path.ends_with("/events"); }

Error signed_out() { return {ErrorKind::refused, "You are no longer signed in.", {}, "sign_in"}; }

double seconds_since(std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

}  // namespace

/// One request on its way; immutable, shared with the worker that has it.
struct HttpConnection::Asked {
    HttpRequest request;
    HttpPeer peer;
    bool without_body = false;  // it was HEAD
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

HttpConnection::HttpConnection(std::shared_ptr<LoopState> state, HttpDoor& door, Socket socket, Visitor visitor, TlsContext tls)
    : state_(std::move(state)),
      door_(door),
      socket_(std::move(socket)),
      tls_context_(std::move(tls)),
      tls_(tls_context_ ? std::make_unique<asio::ssl::stream<Socket&>>(socket_, *tls_context_) : nullptr),
      peer_{std::move(visitor), Entrance::loopback},
      phase_since_ms_(LoopState::now().value),
      progress_ms_(phase_since_ms_),
      incoming_(http_read_bytes) {
    peer_.entrance = entrance_of(peer_.visitor, tls_context_);
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::start() {
    ++state_->figures.connections;
    door_.metrics().connected(1);
    if (!count_address() || !door_.is_welcome(peer_)) {
        door_.metrics().refused_connection();
        return drop("too many HTTP connections from one place, or from somebody who has no business here");
    }
    if (!tls_) return read_on();
    shake_hands();
}

bool HttpConnection::count_address() {
    if (peer_.visitor.address.empty()) return true;
    counted_address_ = true;
    return ++state_->from_place[peer_.visitor.address] <= limits::connections_of_address_max;
}

void HttpConnection::shake_hands() {
    enter(Phase::shaking_hands);
    tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](boost::system::error_code error) { self->shook_hands(error); });
}

void HttpConnection::shook_hands(boost::system::error_code error) {
    if (dropped_) return;
    if (error) return drop("the TLS handshake failed");
    const PeerCertificate certificate = peer_certificate(tls_->native_handle());
    if (!certificate.sha256.empty() && !certificate.for_clients) {
        state_->handlers.access().failed(peer_.visitor, "certificate");
        return drop("the certificate is not for clients");
    }
    peer_.visitor.certificate = certificate.sha256;
    peer_.visitor.certificate_actor = certificate.actor;
    enter(Phase::reading);
    read_on();
}

void HttpConnection::enter(Phase phase) {
    phase_ = phase;
    phase_since_ms_ = LoopState::now().value;
}

// ---- reading ----

void HttpConnection::read_on() {
    // While events go out nothing is expected, but the end of the peer is to be noticed.
    if (reading_ || dropped_ || (phase_ != Phase::reading && phase_ != Phase::streaming && phase_ != Phase::lingering)) return;
    reading_ = true;
    auto taken = [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) { self->took(error, bytes); };
    if (tls_)
        tls_->async_read_some(asio::buffer(incoming_), std::move(taken));
    else
        socket_.async_read_some(asio::buffer(incoming_), std::move(taken));
}

void HttpConnection::took(boost::system::error_code error, std::size_t bytes) {
    reading_ = false;
    if (dropped_) return;
    if (error) return drop(phase_ == Phase::reading && !reader_.begun() ? "" : "the peer is gone");
    if (phase_ == Phase::reading) return heed(reader_.take(ByteSpan(incoming_).first(bytes)));
    read_on();
}

void HttpConnection::heed(RequestReader::Step step) {
    if (request_since_ms_ == 0 && reader_.begun()) request_since_ms_ = LoopState::now().value;
    count_bytes();
    if (dropped_) return;
    switch (step) {
        case RequestReader::Step::done: return answer();
        case RequestReader::Step::refused:
            door_.metrics().answered("none", "other", reader_.refusal().status, 0);
            return respond(reader_.refusal(), false, false);
        case RequestReader::Step::expects_continue: send("HTTP/1.1 100 Continue\r\n\r\n"); break;
        case RequestReader::Step::more: break;
    }
    if (!dropped_) read_on();
}

// ---- one request ----

void HttpConnection::answer() {
    enter(Phase::answering);
    request_since_ms_ = 0;
    ++state_->figures.requests_in_flight;
    Asked asked{std::move(reader_.request()), peer_, false};
    keeps_alive_ = reader_.keeps_alive();
    if (asked.request.method == "HEAD") {
        asked.request.method = "GET";
        asked.without_body = true;
    }
    asked_ = std::make_shared<const Asked>(std::move(asked));
    auto work = [state = state_, self = weak_from_this(), &door = door_, asked = asked_] {
        if (self.expired()) return;
        door.answer(asked->request, asked->peer, [state, self, &door, asked](HttpDoor::Answer answer) {
            if (auto* const response = std::get_if<HttpResponse>(&answer)) {
                HttpDoor::finish(asked->request, asked->peer, *response);
                door.metrics().answered(HttpDoor::route_of(asked->request), asked->without_body ? "HEAD" : asked->request.method, response->status, seconds_since(asked->since));
            }
            asio::post(state->io, [self, asked, answer = std::move(answer)]() mutable {
                if (const auto connection = self.lock()) connection->hear(asked, std::move(answer));
            });
        });
    };
    if (is_append(asked_->request))
        asio::post(state_->quick, std::move(work));
    else
        asio::post(state_->readers, std::move(work));
}

void HttpConnection::hear(const std::shared_ptr<const Asked>& asked, HttpDoor::Answer answer) {
    if (dropped_ || asked != asked_) return;  // gone meanwhile, or answered already
    asked_.reset();
    --state_->figures.requests_in_flight;
    if (auto* const stream = std::get_if<OpenedStream>(&answer)) return begin_stream(std::move(*stream), asked->without_body);
    respond(std::get<HttpResponse>(answer), asked->without_body, keeps_alive_ && !state_->stopping);
}

void HttpConnection::respond(const HttpResponse& response, bool without_body, bool keeps_alive) {
    enter(Phase::responding);
    keeps_alive_ = keeps_alive;
    HttpResponse out = response;
    protect(out, peer_.entrance);  // those that the reader refused have not been through the door
    send(head_bytes(out, BodyFraming::length, keeps_alive, state_->handlers.engine().now()));
    if (!without_body && !out.body.empty() && out.status != 204 && out.status != 304) send(std::move(out.body));
}

// ---- events as they come ----

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
    if (!stream_) return;
    LogCursor& cursor = stream_->subscription.cursor;
    // Nothing of it is for us: what was looked at for everybody needs no pull of ours.
    const bool is_next = !stream_->subscription.pulling && cursor.next >= committed.from() && cursor.next < committed.to();
    if (is_next && !committed.may_match(*cursor.filter, cursor.next)) cursor.next = committed.to();
    on_head(committed.to());
}

void HttpConnection::on_head(Position head) {
    if (!stream_) return;
    head_ = std::max(head_, head);
    advance_stream();
}

void HttpConnection::advance_stream() {
    if (dropped_ || !stream_) return;
    if (state_->stopping) return end_stream({ErrorKind::unavailable, "The server is stopping; connect again, and go on from the last id.", {}, {}});
    Subscription& subscription = stream_->subscription;
    switch (subscription.next_step(head_, outgoing_bytes_ >= limits::http_stream_bytes_pause)) {
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
    if (now_ms - looked_ms_ >= limits::http_heartbeat_ms) {
        looked_ms_ = now_ms;
        if (!door_.is_signed_in(stream_->cookie)) return end_stream(signed_out());
    }
    if (outgoing_.empty() && now_ms - progress_ms_ >= limits::http_heartbeat_ms) send_event(stream_heartbeat);
}

void HttpConnection::send_event(std::string_view text) {
    if (text.empty()) return;
    if (!stream_is_chunked_) return send(std::string(text));
    std::array<char, 16> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
    std::string chunk(size.data(), end);
    send(chunk.append("\r\n").append(text).append("\r\n"));
}

// ---- writing ----

void HttpConnection::send(std::string bytes) {
    if (dropped_) return;
    if (outgoing_.empty()) progress_ms_ = LoopState::now().value;
    outgoing_bytes_ += bytes.size();
    outgoing_.push_back(std::move(bytes));
    count_bytes();
    if (!dropped_) write_on();
}

void HttpConnection::write_on() {
    if (dropped_ || writing_ || outgoing_.empty()) return;
    std::vector<asio::const_buffer> buffers;
    std::size_t skip = written_of_first_;
    for (const std::string& part : outgoing_) {
        if (buffers.size() == buffers_per_write_max) break;
        buffers.emplace_back(part.data() + skip, part.size() - skip);
        skip = 0;
    }
    writing_ = true;
    auto sent = [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) { self->wrote(error, bytes); };
    if (tls_)
        tls_->async_write_some(buffers, std::move(sent));
    else
        socket_.async_write_some(buffers, std::move(sent));
}

void HttpConnection::wrote(boost::system::error_code error, std::size_t bytes) {
    writing_ = false;
    if (dropped_) return;
    if (error) return drop("the peer is gone");
    progress_ms_ = LoopState::now().value;
    outgoing_bytes_ -= bytes;
    written_of_first_ += bytes;
    while (!outgoing_.empty() && written_of_first_ >= outgoing_.front().size()) {
        written_of_first_ -= outgoing_.front().size();
        outgoing_.pop_front();
    }
    count_bytes();
    if (outgoing_.empty()) return all_is_out();
    write_on();
    advance_stream();
}

void HttpConnection::all_is_out() {
    if (phase_ == Phase::streaming) return advance_stream();
    if (phase_ != Phase::responding) return;  // it was a 100 Continue
    if (!keeps_alive_ || state_->stopping) return linger();
    enter(Phase::reading);
    heed(reader_.next());
}

// ---- time and the end ----

void HttpConnection::on_time(SteadyMs now) {
    const std::int64_t in_phase = now.value - phase_since_ms_;
    const bool stalls = !outgoing_.empty() && now.value - progress_ms_ > limits::write_stall_timeout_ms;
    switch (phase_) {
        case Phase::shaking_hands:
            if (in_phase > limits::handshake_timeout_ms) drop("no handshake in time");
            return;
        case Phase::reading: {
            if (request_since_ms_ == 0) return in_phase > limits::http_idle_timeout_ms ? drop("") : void();
            const std::int64_t patience = reader_.has_header() ? limits::http_body_timeout_ms : limits::http_header_timeout_ms;
            if (now.value - request_since_ms_ > patience)
                respond(problem_response(408, {ErrorKind::invalid, "The request did not come to its end in time.", {}, {}}), false, false);
            return;
        }
        case Phase::answering: return;
        case Phase::responding:
            if (stalls || in_phase > limits::http_response_timeout_ms) drop("slow reader");
            return;
        case Phase::streaming: return stalls ? drop("slow reader") : stream_on_time(now.value);
        case Phase::lingering:
            if (in_phase > (state_->stopping ? http_linger_while_stopping_ms : http_linger_ms)) drop("");
            return;
    }
}

void HttpConnection::on_stop() {
    if (phase_ == Phase::shaking_hands || (phase_ == Phase::reading && !reader_.begun())) return drop("the server is stopping");
    advance_stream();
}

// A close with bytes unread would reach the peer as a reset and could take our last words with it.
void HttpConnection::linger() {
    enter(Phase::lingering);
    if (tls_ && !reading_) {
        tls_->async_shutdown([self = shared_from_this()](boost::system::error_code) { self->drop(""); });
        return;
    }
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    read_on();
}

void HttpConnection::count_bytes() {
    const std::size_t held = reader_.bytes_held() + outgoing_bytes_;
    state_->bytes_held += held - counted_bytes_;
    counted_bytes_ = held;
    // What the doors hold in all is bounded: above that, connections with more than their share are ended.
    if (state_->bytes_held > limits::doors_bytes_max && held > limits::doors_bytes_max / limits::connections_max)
        drop("the doors hold too much, and this connection more than its share");
}

void HttpConnection::drop(const std::string& reason) {
    if (dropped_) return;
    dropped_ = true;
    if (!reason.empty()) spdlog::debug("an HTTP connection was cut off: {}", reason);
    boost::system::error_code ignored;
    socket_.close(ignored);
    --state_->figures.connections;
    door_.metrics().connected(-1);
    if (asked_) --state_->figures.requests_in_flight;
    if (stream_) follow(false);
    if (counted_address_ && --state_->from_place[peer_.visitor.address] == 0) state_->from_place.erase(peer_.visitor.address);
    state_->bytes_held -= counted_bytes_;
    counted_bytes_ = 0;
    state_->connections.erase(shared_from_this());
}

}  // namespace forloeb
