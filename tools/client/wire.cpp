#include "tools/client/wire.hpp"

#include <kj/exception.h>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>

#include <future>

#include "server/protocol/problem.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t frames_per_write_max = 64;
constexpr auto handshake_timeout = std::chrono::seconds(5);

}  // namespace

Error lost_error(bool append, const std::string& why) {
    if (append)
        return {ErrorKind::unknown, "The connection was lost (" + why + ") before the answer came: the events may or may not be stored. "
                                    "Send the append again with the same append id.", {}, {}};
    return {ErrorKind::unavailable, "The connection to the server was lost (" + why + "). Try again later.", {}, {}};
}

Wire::Wire(asio::io_context& io, Socket socket, TlsContext tls)
    : io_(io),
      socket_(std::move(socket)),
      tls_context_(std::move(tls)),
      tls_(tls_context_ ? std::make_unique<asio::ssl::stream<Socket&>>(socket_, *tls_context_) : nullptr),
      incoming_(read_bytes) {}

Status Wire::shake_hands(const std::string& host) {
    if (!tls_) return {};
    if (!expect_host(tls_->native_handle(), host)) return fail(ErrorKind::invalid, "That is no host name that a certificate could be for.", "server");
    const auto done = std::make_shared<std::promise<boost::system::error_code>>();
    auto shaken = done->get_future();
    asio::dispatch(io_, [self = shared_from_this(), done] {
        self->tls_->async_handshake(asio::ssl::stream_base::client, [self, done](boost::system::error_code error) { done->set_value(error); });
    });
    if (shaken.wait_for(handshake_timeout) != std::future_status::ready)
        return fail(ErrorKind::unavailable, "What listens at this address did not finish TLS's handshake in time. Is it a Forløb server with TLS?");
    if (const auto error = shaken.get())
        return fail(ErrorKind::unavailable, "The server could not be reached by TLS (" + error.message() + "). Check --tls-authority, the host name, and the dates of both certificates.");
    return {};
}

void Wire::start() {
    asio::dispatch(io_, [self = shared_from_this()] { self->read_on(); });
}

std::uint64_t Wire::send(FrameBuilder& request, Client::Done done, std::shared_ptr<FeedInbox> inbox) {
    Outgoing outgoing;
    outgoing.corr = next_corr_++;
    request.frame().setCorr(outgoing.corr);
    if (inbox) inbox->corr = outgoing.corr;
    outgoing.pending = {std::move(done), request.frame().isAppend(), std::move(inbox)};
    outgoing.frame = request.finish();
    const std::uint64_t corr = outgoing.corr;
    asio::dispatch(io_, [self = shared_from_this(), outgoing = std::move(outgoing)]() mutable { self->enqueue(std::move(outgoing)); });
    return corr;
}

void Wire::tell(FrameBuilder& frame) {
    asio::dispatch(io_, [self = shared_from_this(), bytes = frame.finish()]() mutable {
        if (self->lost_) return;
        self->outgoing_.push_back(std::move(bytes));
        self->write_on();
    });
}

void Wire::close() {
    std::promise<void> closed;
    asio::dispatch(io_, [self = shared_from_this(), &closed] {
        self->lose("closed here");
        closed.set_value();
    });
    closed.get_future().wait();
}

void Wire::enqueue(Outgoing outgoing) {
    if (lost_) return outgoing.pending.done(tl::make_unexpected(lost_error(false, *lost_)));
    if (pending_.size() >= limits::requests_in_flight_max) return waiting_.push_back(std::move(outgoing));
    pending_.emplace(outgoing.corr, std::move(outgoing.pending));
    outgoing_.push_back(std::move(outgoing.frame));
    write_on();
}

void Wire::write_on() {
    if (lost_ || writing_ != 0 || outgoing_.empty()) return;
    std::vector<asio::const_buffer> buffers;
    for (const auto& frame : outgoing_) {
        if (buffers.size() == frames_per_write_max) break;
        buffers.emplace_back(frame.bytes().data(), frame.size());
    }
    writing_ = buffers.size();
    auto written = [self = shared_from_this()](boost::system::error_code error, std::size_t) {
        if (self->lost_) return;
        // The server's last words may still be on their way: reading says when it is over.
        if (error) return;
        self->outgoing_.erase(self->outgoing_.begin(), self->outgoing_.begin() + static_cast<std::ptrdiff_t>(self->writing_));
        self->writing_ = 0;
        self->write_on();
    };
    if (tls_)
        asio::async_write(*tls_, buffers, std::move(written));
    else
        asio::async_write(socket_, buffers, std::move(written));
}

void Wire::read_on() {
    auto taken = [self = shared_from_this()](boost::system::error_code error, std::size_t bytes) {
        if (self->lost_) return;
        if (error) return self->lose(error == asio::error::eof || error == asio::ssl::error::stream_truncated ? "the server closed it" : error.message());
        self->take(ByteSpan(self->incoming_).first(bytes));
        if (!self->lost_) self->read_on();
    };
    if (tls_)
        tls_->async_read_some(asio::buffer(incoming_), std::move(taken));
    else
        socket_.async_read_some(asio::buffer(incoming_), std::move(taken));
}

void Wire::take(ByteSpan bytes) {
    while (!bytes.empty() && !lost_) {
        auto frame = splitter_.next(bytes);
        if (!frame) return lose("the server broke the framing");
        if (!*frame) return;
        try {
            take_frame(std::move(**frame));
        } catch (const kj::Exception&) {
            lose("the server sent a malformed frame");
        }
    }
}

void Wire::take_frame(WireFrame bytes) {
    Reply reply(std::move(bytes));
    const auto frame = reply.frame();
    if (frame.isError() && frame.getCorr() == 0) return lose(read_problem(frame.getError()).message);
    if (const auto at = pending_.find(frame.getCorr()); at != pending_.end()) {
        Pending pending = std::move(at->second);
        pending_.erase(at);
        if (!waiting_.empty()) {
            Outgoing next = std::move(waiting_.front());
            waiting_.pop_front();
            enqueue(std::move(next));
        }
        if (frame.isError()) return pending.done(tl::make_unexpected(read_problem(frame.getError())));
        if (frame.isOutcomeUnknown()) return pending.done(tl::make_unexpected(read_problem(frame.getOutcomeUnknown())));
        if (pending.inbox) subscriptions_.emplace(frame.getCorr(), pending.inbox);
        return pending.done(std::move(reply));
    }
    const auto at = subscriptions_.find(frame.getCorr());
    if (at == subscriptions_.end()) return;  // of a subscription that was ended here
    const auto inbox = at->second;
    if (!frame.isSubscriptionEnded()) return inbox->deliver(std::move(reply));
    subscriptions_.erase(at);
    const auto ended = frame.getSubscriptionEnded();
    inbox->end(ended.hasReason() ? read_problem(ended.getReason()) : Error{ErrorKind::unavailable, "The subscription was ended.", {}, {}});
}

void Wire::lose(const std::string& why) {
    if (lost_) return;
    lost_ = why;
    is_lost_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    for (auto& [corr, pending] : std::exchange(pending_, {})) pending.done(tl::make_unexpected(lost_error(pending.append, why)));
    for (auto& outgoing : std::exchange(waiting_, {})) outgoing.pending.done(tl::make_unexpected(lost_error(false, why)));
    for (auto& [corr, inbox] : std::exchange(subscriptions_, {})) inbox->end(lost_error(false, why));
}

}  // namespace forloeb
