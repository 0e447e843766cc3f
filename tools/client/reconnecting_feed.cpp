#include "tools/client/reconnecting_feed.hpp"

#include "server/protocol/problem.hpp"

namespace forloeb {

ReconnectingFeed::ReconnectingFeed(std::shared_ptr<Connections> connections, wire::Frame::Reader request, std::uint32_t window)
    : connections_(std::move(connections)), request_(request), window_(window) {}

Status ReconnectingFeed::begin(Connections::TimePoint limit) {
    for (unsigned tries = 0;; ++tries) {
        FORLOEB_TRY(client_, connections_->wait(limit));
        FrameBuilder request(0, request_.words());
        request_.copy_to(request);
        if (begun_) request.frame().getSubscribe().getFrom().setPosition(position_.value);
        auto made = client_->subscribe(request, window_);
        if (made) {
            feed_ = std::move(*made);
            position_ = feed_->position();
            begun_ = true;
            return {};
        }
        // A named subscription is its old connection's until the server notices that it is gone.
        const bool passes = retry_advice(made.error().kind) == wire::Retry::LATER || (begun_ && made.error().kind == ErrorKind::conflict);
        const auto due = Connections::Clock::now() + connections_->pause(tries, made.error());
        if (!passes || due >= limit) return tl::make_unexpected(made.error());
        std::this_thread::sleep_until(due);
    }
}

Result<std::optional<Reply>> ReconnectingFeed::next(std::chrono::milliseconds timeout) {
    const auto limit = Connections::Clock::now() + timeout;
    while (true) {
        if (!feed_) {
            if (const Status begun = begin(limit); !begun) {
                if (retry_advice(begun.error().kind) == wire::Retry::LATER && !connections_->has_ended()) return std::optional<Reply>();
                return tl::make_unexpected(begun.error());
            }
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limit - Connections::Clock::now());
        auto delivery = feed_->next(std::max(left, std::chrono::milliseconds(0)));
        if (delivery) {
            position_ = feed_->position();
            return delivery;
        }
        if (retry_advice(delivery.error().kind) != wire::Retry::LATER || connections_->has_ended()) return delivery;
        feed_.reset();
    }
}

}  // namespace forloeb
