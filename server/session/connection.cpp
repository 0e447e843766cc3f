#include "server/session/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "server/session/early_answers.hpp"
#include "server/tls/revocations.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr std::size_t first_bytes = 512;          // most requests fit; what is more is read into the loop's own buffer
constexpr std::size_t first_bytes_tls = 16 * 1024;  // a record
constexpr std::size_t frames_per_write_max = 64;
constexpr std::int64_t linger_ms = 2'000;
constexpr std::int64_t linger_while_stopping_ms = 100;

// On the I/O thread.
void deliver(const std::weak_ptr<LoopState>& loop) {
    const auto state = loop.lock();
    if (!state) return;
    std::vector<std::shared_ptr<Connection>> concerned;
    for (Answers::Answer& answer : state->answers.take()) {
        auto connection = answer.to.lock();
        if (connection && connection->hear(std::move(answer))) concerned.push_back(std::move(connection));
    }
    for (const auto& connection : concerned) connection->act();
}

void handle(const std::shared_ptr<LoopState>& state, const std::weak_ptr<Connection>& asker, const Caller& caller, StartRequest& request) {
    if (asker.expired()) return;  // cut off meanwhile: nobody waits for this any more
    auto answer = [state, asker, ticket = request.ticket](WireFrame reply) {
        const bool wake = state->answers.add({asker, ticket, std::move(reply)});
        // Not the state itself: what the loop never runs any more would keep it for ever.
        if (wake) asio::post(state->io, [loop = std::weak_ptr(state)] { deliver(loop); });
    };
    const bool late = request.begin_by && LoopState::now() >= *request.begin_by;
    if (!late && !request.stop->stopped()) return state->handlers.handle(std::move(request.frame), caller, std::move(answer), request.stop);
    const std::uint64_t corr = FrameReader(std::move(request.frame)).frame().getCorr();
    answer(late ? error_frame(corr, too_late()) : cancelled_frame(corr));
}

}  // namespace

void LoopState::follow(const std::shared_ptr<AnyConnection>& connection, bool yes) {
    if (yes)
        following_.insert_or_assign(connection.get(), connection);
    else
        following_.erase(connection.get());
    followers = following_.size();
}

std::vector<std::shared_ptr<AnyConnection>> LoopState::all_following() {
    std::vector<std::shared_ptr<AnyConnection>> out;
    out.reserve(following_.size());
    std::erase_if(following_, [&](const auto& entry) {
        auto connection = entry.second.lock();
        if (connection == nullptr) return true;
        out.push_back(std::move(connection));
        return false;
    });
    followers = following_.size();
    return out;
}

SteadyMs LoopState::now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

Connection::Connection(std::shared_ptr<LoopState> state, Socket socket, Visitor visitor, TlsContext tls)
    : state_(std::move(state)),
      stream_(std::move(socket), std::move(tls)),
      visitor_(std::move(visitor)),
      caller_(std::make_shared<const Caller>()),
      began_ms_(LoopState::now().value),
      ordered_(asio::make_strand(state_->quick)),
      session_(state_->handlers.facts(), Position{state_->head}, LoopState::now(), [this](std::string_view token) { return admit(token); }, ++state_->connections_so_far),
      number_(state_->connections_so_far),
      incoming_(stream_.tls() != nullptr ? first_bytes_tls : first_bytes),
      outgoing_(frames_per_write_max) {}

Connection::~Connection() = default;

void Connection::start() {
    ++state_->figures.connections;
    if (stream_.tls() == nullptr) return read_on();
    ++state_->unidentified;
    if (!count_place(visitor_.address, limits::connections_of_address_max) || state_->unidentified > limits::connections_unidentified_max)
        return drop("too many connections from one place, or that have not said who they are");
    shake_hands();
}

void Connection::on_head(Position head) {
    if (!shaking_hands_) perform(session_.on_head(head));
}

void Connection::on_committed(const Committed& committed) {
    if (!shaking_hands_) perform(session_.on_committed(committed));
}

void Connection::on_time(SteadyMs now) {
    if (shaking_hands_) {
        if (now.value - began_ms_ > limits::handshake_timeout_ms) drop("no handshake in time");
        return;
    }
    if (lingering_) {
        if (now.value > linger_until_ms_) drop("");
        return;
    }
    perform(session_.on_time(now));
}

void Connection::on_certificates() {
    if (stream_.tls() != nullptr && !shaking_hands_ && is_revoked(stream_.tls(), state_->tls->native_handle())) drop("its certificate is revoked");
}

void Connection::on_stop() {
    if (shaking_hands_) return drop("the server is stopping");
    perform(session_.on_stop());
}

// ---- who it is ----

void Connection::shake_hands() {
    shaking_hands_ = true;
    stream_.shake_hands([self = shared_from_this()](boost::system::error_code error) { self->shook_hands(error); });
}

void Connection::shook_hands(boost::system::error_code error) {
    shaking_hands_ = false;
    if (dropped_) return;
    if (error) {
        // OpenSSL's reason names no person: "no shared cipher", "certificate has expired".
        spdlog::warn("connection {}: a TLS handshake failed: {}", number_, error.message());
        return drop("the TLS handshake failed");
    }
    const PeerCertificate peer = peer_certificate(stream_.tls());
    // What it is compared with may be newer than what it shook hands by.
    if (is_revoked(stream_.tls(), state_->tls->native_handle())) return drop("its certificate is revoked");
    if (!peer.for_clients) {
        state_->handlers.access().failed(visitor_, "certificate");
        return drop("the certificate is not for clients");
    }
    visitor_.certificate = peer.sha256;
    visitor_.certificate_actor = peer.actor;
    read_on();
}

Status Connection::admit(std::string_view token) {
    auto principal = state_->handlers.access().admit(visitor_, token);
    if (!principal) return tl::make_unexpected(std::move(principal.error()));
    if (stream_.tls() != nullptr) {
        FORLOEB_CHECK(count_place("actor " + principal->actor, limits::connections_of_actor_max));
        --state_->unidentified;
    }
    caller_ = std::make_shared<const Caller>(Caller{visitor_.user, std::move(*principal)});
    return {};
}

Status Connection::count_place(const std::string& place, std::size_t most) {
    std::size_t& count = state_->from_place[place];
    ++count;
    places_.push_back(place);
    if (count > most) return fail(ErrorKind::overloaded, "There are as many connections from here as one may have; end one first.");
    return {};
}

// ---- actions ----

void Connection::perform(Actions actions) {
    if (dropped_) return;
    const bool begins_to_follow = count();
    std::vector<StartRequest> in_order;
    for (auto& action : actions) {
        auto* const start = std::get_if<StartRequest>(&action);
        if (start != nullptr && start->lane == Lane::ordered)
            in_order.push_back(std::move(*start));
        else
            std::visit([this](auto& one) { perform_one(one); }, action);
    }
    if (!in_order.empty()) start_in_order(std::move(in_order));
    if (dropped_) return;
    // The append thread wakes the loop only where somebody follows: now that it is told, look again.
    if (begins_to_follow) return perform(session_.on_head(state_->handlers.engine().head().next));
    // What the doors hold in all is bounded: above that, connections with more than their share are ended.
    if (state_->bytes_held > limits::doors_bytes_max && counted_bytes_ > limits::connection_bytes_share && !closing_)
        return perform(session_.on_short_of_memory());
    set_timer();
    write_on();
    read_on();
}

void Connection::perform_one(Send& send) { outgoing_.add(std::move(send.frame)); }

void Connection::perform_one(StartRequest& start) {
    asio::post(state_->readers, [state = state_, self = weak_from_this(), caller = caller_, start = std::move(start)]() mutable {
        handle(state, self, *caller, start);
    });
}

void Connection::start_in_order(std::vector<StartRequest> requests) {
    asio::post(ordered_, [state = state_, self = weak_from_this(), caller = caller_, requests = std::move(requests)]() mutable {
        for (StartRequest& start : requests) handle(state, self, *caller, start);
    });
}

bool Connection::hear(Answers::Answer answer) {
    if (dropped_) return false;
    for (Action& action : session_.on_reply(answer.ticket, std::move(answer.reply))) heard_.push_back(std::move(action));
    return !std::exchange(must_act_, true);
}

void Connection::act() {
    must_act_ = false;
    perform(std::exchange(heard_, {}));
}

void Connection::perform_one(Pull& pull) {
    asio::post(state_->quick, [state = state_, self = weak_from_this(), caller = caller_, pull = std::move(pull)]() mutable {
        if (self.expired()) return;
        auto pulled = state->handlers.pull(pull.corr, std::move(pull.cursor), pull.events_max, *caller);
        asio::post(state->io, [self, ticket = pull.ticket, pulled = std::move(pulled)]() mutable {
            if (const auto connection = self.lock()) connection->perform(connection->session_.on_pulled(ticket, std::move(pulled)));
        });
    });
}

void Connection::perform_one(OpenRemembered& open) {
    asio::post(state_->quick, [state = state_, self = weak_from_this(), caller = caller_, number = number_, open = std::move(open)]() mutable {
        if (self.expired()) return;
        auto cursor = state->handlers.open_remembered(open.name, std::move(open.purpose), number, *caller);
        asio::post(state->io, [self, ticket = open.ticket, cursor = std::move(cursor)]() mutable {
            if (const auto connection = self.lock()) connection->perform(connection->session_.on_opened(ticket, std::move(cursor)));
        });
    });
}

void Connection::perform_one(Close& close) {
    if (!close.flush) return drop(close.reason);
    spdlog::debug("connection {}: closing: {}", number_, close.reason);
    closing_ = true;
}

bool Connection::count() {
    const std::size_t bytes = session_.bytes_held();
    state_->bytes_held += bytes - counted_bytes_;
    counted_bytes_ = bytes;
    const std::size_t requests = session_.requests_in_flight();
    state_->figures.requests_in_flight += static_cast<std::uint32_t>(requests - counted_requests_);
    counted_requests_ = requests;
    const std::size_t subscriptions = session_.subscriptions();
    state_->figures.subscriptions += static_cast<std::uint32_t>(subscriptions - counted_subscriptions_);
    counted_subscriptions_ = subscriptions;
    const std::size_t filtered = subscriptions == 0 ? 0 : session_.filtered();
    state_->filtered += filtered - counted_filtered_;
    counted_filtered_ = filtered;
    const bool followed = std::exchange(follows_, session_.follows());
    if (followed != follows_) state_->follow(shared_from_this(), follows_);
    return follows_ && !followed;
}

void Connection::set_timer() {
    const std::optional<SteadyMs> at = session_.wake_at();
    if (!at || (timer_at_ && *timer_at_ <= *at)) return;
    if (!timer_) timer_ = std::make_unique<asio::steady_timer>(state_->io);
    timer_at_ = at;
    timer_->expires_at(std::chrono::steady_clock::time_point(std::chrono::milliseconds(at->value)));
    timer_->async_wait([self = weak_from_this()](boost::system::error_code error) {
        const auto connection = self.lock();
        if (error || !connection || connection->dropped_) return;
        connection->timer_at_.reset();
        connection->on_time(LoopState::now());
    });
}

// ---- reading ----

void Connection::read_on() {
    if (reading_ || dropped_ || shaking_hands_) return;
    if (!lingering_ && (closing_ || !session_.wants_bytes())) return;
    reading_ = true;
    stream_.read_some(asio::buffer(incoming_), [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) { self->took(error, bytes); });
}

void Connection::took(boost::system::error_code error, std::size_t bytes) {
    reading_ = false;
    if (dropped_) return;
    if (lingering_) return error ? drop("") : read_on();
    if (error == asio::error::eof) return perform(session_.on_end_of_input());
    if (error) return drop("the peer is gone");
    Actions actions = session_.on_time(LoopState::now());
    const auto then = [&actions](Actions more) { std::ranges::move(more, std::back_inserter(actions)); };
    // From the engine, not from what its listener told: that comes after the answers to appends, and who was answered
    // and then asks must find its events below the head.
    then(session_.know_head(state_->handlers.engine().head().next));
    then(session_.on_bytes(ByteSpan(incoming_).first(bytes)));
    if (stream_.tls() == nullptr && bytes == incoming_.size() && session_.wants_bytes()) then(read_rest());
    perform(std::move(actions));
}

// What is there already. An error is met again by the next read.
Actions Connection::read_rest() {
    boost::system::error_code error;
    const std::size_t more = stream_.socket().read_some(asio::buffer(state_->read_buffer), error);
    return error ? Actions{} : session_.on_bytes(ByteSpan(state_->read_buffer).first(more));
}

// ---- writing ----

void Connection::write_on() {
    if (dropped_ || shaking_hands_) return;
    if (outgoing_.is_empty() && closing_ && !lingering_) return linger();
    const auto buffers = outgoing_.begin_write();
    if (buffers.empty()) return;
    stream_.write_some(buffers, [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) { self->wrote(error, bytes); });
}

void Connection::wrote(boost::system::error_code error, std::size_t bytes) {
    outgoing_.end_write(bytes);
    if (dropped_) return;
    if (error) return drop("the peer is gone");
    perform(session_.on_written(bytes));
}

// ---- ending ----

void Connection::linger() {
    lingering_ = true;
    linger_until_ms_ = LoopState::now().value + (state_->stopping ? linger_while_stopping_ms : linger_ms);
    if (!stream_.say_goodbye(reading_, [self = shared_from_this()](boost::system::error_code) { self->drop(""); })) read_on();
}

void Connection::drop(const std::string& reason) {
    if (dropped_) return;
    dropped_ = true;
    if (!reason.empty()) spdlog::debug("connection {}: cut off: {}", number_, reason);
    session_.abandon();
    if (timer_) timer_->cancel();
    if (follows_) state_->follow(shared_from_this(), false);
    state_->filtered -= counted_filtered_;
    stream_.close();
    --state_->figures.connections;
    if (stream_.tls() != nullptr && !session_.greeted()) --state_->unidentified;
    for (const std::string& place : places_)
        if (--state_->from_place[place] == 0) state_->from_place.erase(place);
    state_->figures.subscriptions -= static_cast<std::uint32_t>(counted_subscriptions_);
    state_->figures.requests_in_flight -= static_cast<std::uint32_t>(counted_requests_);
    state_->bytes_held -= counted_bytes_;
    state_->connections.erase(shared_from_this());
}

}  // namespace forloeb
