#include "server/session/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr std::size_t read_bytes = 32 * 1024;
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
    state->handlers.handle(std::move(request.frame), caller, [state, asker, ticket = request.ticket](WireFrame reply) {
        const bool wake = state->answers.add({asker, ticket, std::move(reply)});
        // Not the state itself: what the loop never runs any more would keep it for ever.
        if (wake) asio::post(state->io, [loop = std::weak_ptr(state)] { deliver(loop); });
    });
}

}  // namespace

SteadyMs LoopState::now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

Connection::Connection(std::shared_ptr<LoopState> state, Socket socket, Caller caller)
    : state_(std::move(state)),
      socket_(std::move(socket)),
      caller_(std::make_shared<const Caller>(std::move(caller))),
      ordered_(asio::make_strand(state_->quick)),
      session_(state_->handlers.facts(), Position{state_->head}, LoopState::now()),
      number_(++state_->connections_so_far),
      incoming_(read_bytes) {}

Connection::~Connection() = default;

void Connection::start() {
    ++state_->figures.connections;
    read_on();
}

void Connection::on_head(Position head) { perform(session_.on_head(head)); }

void Connection::on_time(SteadyMs now) {
    if (lingering_) {
        if (now.value > linger_until_ms_) drop("");
        return;
    }
    perform(session_.on_time(now));
}

void Connection::on_stop() { perform(session_.on_stop()); }

// ---- actions ----

void Connection::perform(Actions actions) {
    if (dropped_) return;
    const bool subscribed = count();
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
    // The append thread wakes the loop only where there are subscriptions: now that it is told, look again.
    if (subscribed) return perform(session_.on_head(state_->handlers.engine().head().next));
    // What the doors hold in all is bounded: above that, connections with more than their share are ended.
    if (state_->bytes_held > limits::doors_bytes_max && counted_bytes_ > limits::doors_bytes_max / limits::connections_max && !closing_)
        return perform(session_.on_short_of_memory());
    write_on();
    read_on();
}

void Connection::perform_one(Send& send) { outgoing_.push_back(std::move(send.frame)); }

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
    asio::post(state_->quick, [state = state_, self = weak_from_this(), pull = std::move(pull)] {
        if (self.expired()) return;
        auto pulled = state->handlers.pull(pull.corr, pull.cursor, pull.events_max);
        asio::post(state->io, [self, ticket = pull.ticket, pulled = std::move(pulled)]() mutable {
            if (const auto connection = self.lock()) connection->perform(connection->session_.on_pulled(ticket, std::move(pulled)));
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
    const std::size_t before = counted_subscriptions_;
    counted_subscriptions_ = session_.subscriptions();
    state_->figures.subscriptions += static_cast<std::uint32_t>(counted_subscriptions_ - before);
    return counted_subscriptions_ > before;
}

// ---- reading ----

void Connection::read_on() {
    if (reading_ || dropped_) return;
    if (!lingering_ && (closing_ || !session_.wants_bytes())) return;
    reading_ = true;
    socket_.async_read_some(asio::buffer(incoming_), [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
        self->took(error, bytes);
    });
}

void Connection::took(boost::system::error_code error, std::size_t bytes) {
    reading_ = false;
    if (dropped_) return;
    if (lingering_) return error ? drop("") : read_on();
    if (error == asio::error::eof) return perform(session_.on_end_of_input());
    if (error) return drop("the peer is gone");
    // From the engine, not from what its listener told: that comes after the answers to appends, and who was answered
    // and then asks must find its events below the head.
    Actions actions = session_.on_head(state_->handlers.engine().head().next);
    for (auto& action : session_.on_bytes(ByteSpan(incoming_).first(bytes))) actions.push_back(std::move(action));
    perform(std::move(actions));
}

// ---- writing ----

void Connection::write_on() {
    if (dropped_ || writing_) return;
    if (outgoing_.empty()) {
        if (closing_ && !lingering_) linger();
        return;
    }
    std::vector<asio::const_buffer> buffers;
    std::size_t skip = written_of_first_;
    for (const auto& frame : outgoing_) {
        if (buffers.size() == frames_per_write_max) break;
        buffers.emplace_back(frame.bytes().data() + skip, frame.size() - skip);
        skip = 0;
    }
    writing_ = true;
    // As much as goes at a time, not all: the session is told of every bit of progress, which keeps a slow peer alive.
    socket_.async_write_some(buffers, [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
        self->wrote(error, bytes);
    });
}

void Connection::wrote(boost::system::error_code error, std::size_t bytes) {
    writing_ = false;
    if (dropped_) return;
    if (error) return drop("the peer is gone");
    written_of_first_ += bytes;
    while (!outgoing_.empty() && written_of_first_ >= outgoing_.front().size()) {
        written_of_first_ -= outgoing_.front().size();
        outgoing_.pop_front();
    }
    perform(session_.on_written(bytes));
}

// ---- ending ----

// A close with bytes unread would reach the peer as a reset and could take our last words with it: we end our side, and
// discard what comes until the peer ends its own.
void Connection::linger() {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    lingering_ = true;
    linger_until_ms_ = LoopState::now().value + (state_->stopping ? linger_while_stopping_ms : linger_ms);
    read_on();
}

void Connection::drop(const std::string& reason) {
    if (dropped_) return;
    dropped_ = true;
    if (!reason.empty()) spdlog::debug("connection {}: cut off: {}", number_, reason);
    boost::system::error_code ignored;
    socket_.close(ignored);
    --state_->figures.connections;
    state_->figures.subscriptions -= static_cast<std::uint32_t>(counted_subscriptions_);
    state_->figures.requests_in_flight -= static_cast<std::uint32_t>(counted_requests_);
    state_->bytes_held -= counted_bytes_;
    state_->connections.erase(shared_from_this());
}

}  // namespace forloeb
