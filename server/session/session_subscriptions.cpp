// Of the session: subscriptions, their credits and turns.
#include <algorithm>

#include "server/protocol/texts.hpp"
#include "server/session/early_answers.hpp"
#include "server/session/session.hpp"

namespace forloeb {
namespace {

WireFrame mark_frame(std::uint64_t corr, bool caught_up, Position next) {
    FrameBuilder builder(corr, 16);
    auto mark = caught_up ? builder.frame().initCaughtUp() : builder.frame().initFellBehind();
    mark.setNext(next.value);
    return builder.finish();
}

}  // namespace

void Session::take_subscribe(std::uint64_t corr, wire::Frame::Reader frame) {
    if (stopping_) return send(error_frame(corr, stopping_error()));
    if (subscriptions_.size() >= limits::subscriptions_max)
        return refuse(corr, ErrorKind::overloaded, "This connection has " + std::to_string(limits::subscriptions_max) +
                                                       " subscriptions, which is the most; end one first.");
    auto subscription = open_subscription(corr, frame.getSubscribe(), head_);
    if (!subscription) return send(error_frame(corr, subscription.error()));
    const Ticket ticket{next_ticket_++};
    const std::string purpose = text_of(frame.getPurpose());
    corrs_.insert(corr);
    told_ = head_;  // it begins where the log is known to be
    if (subscription->opening) {
        actions_.push_back(OpenRemembered{ticket, text_of(frame.getSubscribe().getNamed()), purpose});
    } else {
        subscription->cursor.purpose = purpose;
        say_subscribed(*subscription);
    }
    subscriptions_.emplace(ticket, std::move(*subscription));
    advance_subscriptions();
}

void Session::say_subscribed(const Subscription& subscription) {
    FrameBuilder reply(subscription.corr, 16);
    reply.frame().initSubscribed().setPosition(subscription.cursor.next.value);
    send(reply.finish());
}

void Session::advance_subscriptions() {
    if (subscriptions_.empty() || closed_) return;
    auto at = subscriptions_.upper_bound(turn_);
    for (std::size_t left = subscriptions_.size(); left > 0 && !closed_; --left, ++at) {
        if (at == subscriptions_.end()) at = subscriptions_.begin();
        Subscription& subscription = at->second;
        switch (subscription.next_step(told_, write_queue_bytes_ >= limits::write_queue_bytes_pause)) {
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
    const std::uint64_t corr = at->second.corr;
    const Position next = at->second.cursor.next;
    const bool had_begun = !at->second.opening;
    corrs_.erase(corr);
    subscriptions_.erase(at);
    // One that never began is answered like any request.
    if (!had_begun) return send(reason ? error_frame(corr, *reason) : cancelled_frame(corr));
    FrameBuilder builder(corr, 64);
    auto ended = builder.frame().initSubscriptionEnded();
    ended.setNext(next.value);
    if (reason) write_problem(ended.initReason(), *reason);
    send(builder.finish());
}

}  // namespace forloeb
