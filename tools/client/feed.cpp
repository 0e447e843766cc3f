#include "tools/client/feed.hpp"

#include "tools/client/wire.hpp"

namespace forloeb {

void FeedInbox::deliver(Reply reply) {
    const std::lock_guard lock(mutex);
    deliveries.push_back(std::move(reply));
    arrived.notify_all();
}

void FeedInbox::end(Error reason) {
    const std::lock_guard lock(mutex);
    ended = std::move(reason);
    arrived.notify_all();
}

Feed::~Feed() {
    const auto wire = inbox_->wire.lock();
    if (!wire) return;
    FrameBuilder frame(inbox_->corr, 16);
    frame.frame().setUnsubscribe();
    wire->tell(frame);
}

Result<std::optional<Reply>> Feed::next(std::chrono::milliseconds timeout) {
    std::uint32_t credit = 0;
    std::optional<Reply> reply;
    {
        std::unique_lock lock(inbox_->mutex);
        inbox_->arrived.wait_for(lock, timeout, [&] { return !inbox_->deliveries.empty() || inbox_->ended; });
        if (inbox_->deliveries.empty()) {
            if (inbox_->ended) return tl::make_unexpected(*inbox_->ended);
            return std::optional<Reply>();
        }
        reply = std::move(inbox_->deliveries.front());
        inbox_->deliveries.pop_front();
        const auto frame = reply->frame();
        if (frame.isEvents()) {
            inbox_->position = {frame.getEvents().getNext()};
            inbox_->taken += frame.getEvents().getEvents().size();
        } else if (frame.isCaughtUp()) {
            inbox_->position = {frame.getCaughtUp().getNext()};
        }
        // Credit goes back in parts of the window, not for every event.
        if (inbox_->taken * 4 >= inbox_->window || (inbox_->deliveries.empty() && frame.isFellBehind()))
            credit = std::exchange(inbox_->taken, 0);
    }
    if (const auto wire = inbox_->wire.lock(); wire && credit != 0) {
        FrameBuilder frame(inbox_->corr, 16);
        frame.frame().initCredit().setEvents(credit);
        wire->tell(frame);
    }
    return reply;
}

Position Feed::position() const {
    const std::lock_guard lock(inbox_->mutex);
    return inbox_->position;
}

}  // namespace forloeb
