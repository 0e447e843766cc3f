// Of the session: requests from their frame to their one answer.
#include <algorithm>

#include "server/session/early_answers.hpp"
#include "server/session/session.hpp"

namespace forloeb {

void Session::take_request(std::uint64_t corr, FrameKind kind, const Terms& terms, WireFrame frame) {
    if (stopping_) return send(error_frame(corr, stopping_error()));
    if (requests_.size() >= limits::requests_in_flight_max)
        return refuse(corr, ErrorKind::overloaded, "This connection has " + std::to_string(limits::requests_in_flight_max) +
                                                       " requests without a reply; wait for some of them.");
    const Ticket ticket{next_ticket_++};
    const Lane lane = kind == FrameKind::append ? Lane::ordered : Lane::beside;
    Request request{corr, frame.size(), lane, std::make_shared<StopFlag>(), std::nullopt};
    const bool waits = lane == Lane::beside && terms.at_least > head_;
    if (terms.deadline_ms != 0 || waits)
        request.deadline = SteadyMs{now_.value + (terms.deadline_ms != 0 ? std::int64_t{terms.deadline_ms} : limits::wait_for_position_ms)};
    if (request.deadline && lane == Lane::beside) deadlines_.emplace(*request.deadline, ticket);
    corrs_.insert(corr);
    request_bytes_ += frame.size();
    ++unanswered_;
    if (lane == Lane::ordered) {
        actions_.push_back(StartRequest{ticket, lane, std::move(frame), request.stop, request.deadline});
    } else {
        waiting_.push_back({ticket, std::move(frame), waits ? terms.at_least : Position{}});
        if (waits) ++waiting_for_head_;
    }
    requests_.emplace(ticket, std::move(request));
    start_waiting();
}

// Replies to reads can be large: they are begun a few at a time, and only while the peer takes what it has asked for.
// One that waits for the log to grow lets the others go first.
void Session::start_waiting() {
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        if (closed_ || reads_running_ >= limits::reads_running_max || write_queue_bytes_ >= limits::write_queue_bytes_pause) return;
        if (at->at_least > head_) {
            ++at;
            continue;
        }
        if (at->at_least.value != 0) --waiting_for_head_;
        ++reads_running_;
        actions_.push_back(StartRequest{at->ticket, Lane::beside, std::move(at->frame), requests_.at(at->ticket).stop});
        at = waiting_.erase(at);
    }
}

// ---- answers before their time ----

// The one place that answers a request. A read that was not begun never will be; one that runs may stop.
void Session::answer_early(Requests::iterator at, WireFrame reply) {
    Request& request = at->second;
    request.answered = true;
    request.stop->stop();
    --unanswered_;
    corrs_.erase(request.corr);
    if (request.deadline) deadlines_.erase({*request.deadline, at->first});
    send(std::move(reply));
    const auto waits = std::ranges::find(waiting_, at->first, &Waiting::ticket);
    if (waits == waiting_.end()) return;
    if (waits->at_least.value != 0) --waiting_for_head_;
    waiting_.erase(waits);
    finish(at);
}

void Session::finish(Requests::iterator at) {
    request_bytes_ -= at->second.bytes;
    requests_.erase(at);
}

// An append is left to whoever begins it: only there is it known whether it has begun.
void Session::take_cancel(std::uint64_t corr) {
    const auto asked = std::ranges::find_if(requests_, [&](const auto& entry) { return entry.second.corr == corr && !entry.second.answered; });
    if (asked != requests_.end() && asked->second.lane == Lane::ordered) return asked->second.stop->stop();
    if (asked != requests_.end()) {
        answer_early(asked, cancelled_frame(corr));
        return end_when_idle();
    }
    const auto at = std::ranges::find_if(subscriptions_, [&](const auto& entry) { return entry.second.corr == corr; });
    if (at != subscriptions_.end()) end_subscription(at, std::nullopt);
}

void Session::answer_late() {
    while (!closed_ && !deadlines_.empty() && deadlines_.begin()->first <= now_) {
        const auto at = requests_.find(deadlines_.begin()->second);
        const std::uint64_t corr = at->second.corr;
        const auto waits = std::ranges::find(waiting_, at->first, &Waiting::ticket);
        const bool for_log = waits != waiting_.end() && waits->at_least > head_;
        answer_early(at, error_frame(corr, for_log ? not_so_far() : too_late()));
    }
    end_when_idle();
}

}  // namespace forloeb
