#include "server/http/http_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <spdlog/spdlog.h>

#include "server/http/problem_response.hpp"
#include "server/http/response_bytes.hpp"
#include "server/session/early_answers.hpp"
#include "server/tls/revocations.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr std::size_t http_read_bytes = 16 * 1024;
constexpr std::size_t buffers_per_write_max = 16;
constexpr std::int64_t http_linger_ms = 2'000;
constexpr std::int64_t http_linger_while_stopping_ms = 100;

Entrance entrance_of(const Visitor& visitor, bool tls) {
    if (visitor.address.empty()) return Entrance::unix_socket;
    return tls ? Entrance::tls : Entrance::loopback;
}

}  // namespace

HttpConnection::HttpConnection(std::shared_ptr<LoopState> state, HttpDoor& door, Socket socket, Visitor visitor, TlsContext tls)
    : state_(std::move(state)),
      door_(door),
      peer_stream_(std::move(socket), std::move(tls)),
      peer_{std::move(visitor), Entrance::loopback},
      phase_since_ms_(LoopState::now().value),
      progress_ms_(phase_since_ms_),
      incoming_(http_read_bytes),
      outgoing_(buffers_per_write_max) {
    peer_.entrance = entrance_of(peer_.visitor, peer_stream_.tls() != nullptr);
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::start() {
    ++state_->figures.connections;
    door_.metrics().connected(1);
    if (!count_address() || !door_.is_welcome(peer_)) {
        door_.metrics().refused_connection();
        return drop("too many HTTP connections from one place, or from somebody who has no business here");
    }
    if (peer_stream_.tls() == nullptr) return read_on();
    shake_hands();
}

bool HttpConnection::count_address() {
    if (peer_.visitor.address.empty()) return true;
    counted_address_ = true;
    return ++state_->from_place[peer_.visitor.address] <= limits::connections_of_address_max;
}

void HttpConnection::shake_hands() {
    enter(Phase::shaking_hands);
    peer_stream_.shake_hands([self = shared_from_this()](boost::system::error_code error) { self->shook_hands(error); });
}

void HttpConnection::shook_hands(boost::system::error_code error) {
    if (dropped_) return;
    if (error) return drop("the TLS handshake failed");
    const PeerCertificate certificate = peer_certificate(peer_stream_.tls());
    if (is_revoked(peer_stream_.tls(), state_->http_tls->native_handle())) return drop("its certificate is revoked");
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
    peer_stream_.read_some(asio::buffer(incoming_), [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) { self->took(error, bytes); });
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

// ---- writing ----

void HttpConnection::send(std::string bytes) {
    if (dropped_) return;
    if (outgoing_.is_empty()) progress_ms_ = LoopState::now().value;
    outgoing_.add(std::move(bytes));
    count_bytes();
    if (!dropped_) write_on();
}

void HttpConnection::write_on() {
    if (dropped_) return;
    const auto buffers = outgoing_.begin_write();
    if (buffers.empty()) return;
    peer_stream_.write_some(buffers, [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) { self->wrote(error, bytes); });
}

void HttpConnection::wrote(boost::system::error_code error, std::size_t bytes) {
    outgoing_.end_write(bytes);
    if (dropped_) return;
    if (error) return drop("the peer is gone");
    progress_ms_ = LoopState::now().value;
    count_bytes();
    if (outgoing_.is_empty()) return all_is_out();
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
    const HttpPatience& patience = door_.patience();
    const bool stalls = !outgoing_.is_empty() && now.value - progress_ms_ > patience.stall_ms;
    switch (phase_) {
        case Phase::shaking_hands:
            if (in_phase > limits::handshake_timeout_ms) drop("no handshake in time");
            return;
        case Phase::reading: {
            if (request_since_ms_ == 0) return in_phase > patience.idle_ms ? drop("") : void();
            if (now.value - request_since_ms_ > (reader_.has_header() ? patience.body_ms : patience.header_ms))
                respond(problem_response(408, {ErrorKind::invalid, "The request did not come to its end in time.", {}, {}}), false, false);
            return;
        }
        case Phase::waiting:
        case Phase::answering: return;
        case Phase::responding:
            if (stalls || in_phase > patience.response_ms) drop("slow reader");
            return;
        case Phase::streaming: return stalls ? drop("slow reader") : stream_on_time(now.value);
        case Phase::lingering:
            if (in_phase > (state_->stopping ? http_linger_while_stopping_ms : http_linger_ms)) drop("");
            return;
    }
}

void HttpConnection::on_certificates() {
    if (peer_stream_.tls() != nullptr && phase_ != Phase::shaking_hands && is_revoked(peer_stream_.tls(), state_->http_tls->native_handle())) drop("its certificate is revoked");
}

void HttpConnection::on_stop() {
    if (phase_ == Phase::shaking_hands || (phase_ == Phase::reading && !reader_.begun())) return drop("the server is stopping");
    if (phase_ == Phase::waiting) return answer_early(stopping_error());
    advance_stream();
}

void HttpConnection::linger() {
    enter(Phase::lingering);
    if (!peer_stream_.say_goodbye(reading_, [self = shared_from_this()](boost::system::error_code) { self->drop(""); })) read_on();
}

void HttpConnection::count_bytes() {
    const std::size_t held = reader_.bytes_held() + outgoing_.bytes();
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
    peer_stream_.close();
    if (deadline_) deadline_->cancel();
    if (phase_ == Phase::waiting) state_->follow(shared_from_this(), false);
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
