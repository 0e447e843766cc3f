// Of the HTTP connection: one request on its way, from the reader to its one answer.
#include <boost/asio/post.hpp>

#include <utility>

#include "server/http/http_connection.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/request_terms.hpp"
#include "server/http/response_bytes.hpp"
#include "server/session/early_answers.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

/// Appends are short work, all of it, and do not wait behind questions.
bool is_append(const HttpRequest& request) { return request.method == "POST" && request.path.ends_with("/events"); }

double seconds_since(std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

}  // namespace

/// One request on its way; immutable, shared with the worker that has it.
struct HttpConnection::Asked {
    HttpRequest request;
    HttpPeer peer;
    bool without_body = false;  // it was HEAD
    RequestTerms terms = {};
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    SharedStopFlag stop = std::make_shared<StopFlag>();

    [[nodiscard]] bool is_late() const { return terms.deadline_ms != 0 && std::chrono::steady_clock::now() - since >= std::chrono::milliseconds(terms.deadline_ms); }
};

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
    // What is wrong with them the resource says.
    asked.terms = request_terms(asked.request).value_or(RequestTerms{});
    asked_ = std::make_shared<const Asked>(std::move(asked));
    if (is_append(asked_->request)) return begin_work();  // whoever begins it looks at its deadline
    const RequestTerms& terms = asked_->terms;
    head_ = state_->handlers.engine().head().next;
    const bool waits = terms.at_least > head_;
    if (waits || terms.deadline_ms != 0) set_deadline(terms.deadline_ms != 0 ? std::int64_t{terms.deadline_ms} : limits::wait_for_position_ms);
    if (!waits) return begin_work();
    enter(Phase::waiting);
    state_->follow(shared_from_this(), true);
    // The append thread wakes the loop only where somebody follows: now that it is told, look again.
    on_head(state_->handlers.engine().head().next);
}

void HttpConnection::begin_work() {
    enter(Phase::answering);
    auto work = [state = state_, self = weak_from_this(), &door = door_, asked = asked_] {
        if (self.expired() || asked->stop->stopped()) return;
        const auto reply = [state, self, &door, asked](HttpDoor::Answer answer) {
            if (auto* const response = std::get_if<HttpResponse>(&answer)) {
                HttpDoor::finish(asked->request, asked->peer, *response);
                door.metrics().answered(HttpDoor::route_of(asked->request), asked->without_body ? "HEAD" : asked->request.method, response->status, seconds_since(asked->since));
            }
            asio::post(state->io, [self, asked, answer = std::move(answer)]() mutable {
                if (const auto connection = self.lock()) connection->hear(asked, std::move(answer));
            });
        };
        if (asked->is_late()) return reply(problem_response(with_header_names(too_late()), asked->request));
        door.answer(asked->request, asked->peer, reply, asked->stop);
    };
    if (is_append(asked_->request))
        asio::post(state_->quick, std::move(work));
    else
        asio::post(state_->readers, std::move(work));
}

void HttpConnection::set_deadline(std::int64_t after_ms) {
    if (!deadline_) deadline_ = std::make_unique<asio::steady_timer>(state_->io);
    deadline_->expires_after(std::chrono::milliseconds(after_ms));
    deadline_->async_wait([self = weak_from_this(), asked = asked_](boost::system::error_code error) {
        const auto connection = self.lock();
        if (error || !connection || connection->dropped_ || connection->asked_ != asked) return;
        connection->answer_early(connection->phase_ == Phase::waiting ? not_so_far() : too_late());
    });
}

// A worker may have it still: then the connection ends with this answer, so that a peer has no more work done at a time than
// it has connections.
void HttpConnection::answer_early(const Error& why) {
    const bool had_begun = phase_ == Phase::answering;
    if (phase_ == Phase::waiting) state_->follow(shared_from_this(), false);
    const auto asked = std::exchange(asked_, nullptr);
    asked->stop->stop();
    --state_->figures.requests_in_flight;
    HttpResponse response = problem_response(with_header_names(why), asked->request);
    if (!had_begun) door_.metrics().answered(HttpDoor::route_of(asked->request), asked->request.method, response.status, seconds_since(asked->since));
    respond(std::move(response), asked->without_body, keeps_alive_ && !had_begun && !state_->stopping);
}

void HttpConnection::hear(const std::shared_ptr<const Asked>& asked, HttpDoor::Answer answer) {
    if (dropped_ || asked != asked_) return;  // gone meanwhile, or answered already
    asked_.reset();
    if (deadline_) deadline_->cancel();
    --state_->figures.requests_in_flight;
    if (auto* const stream = std::get_if<OpenedStream>(&answer)) return begin_stream(std::move(*stream), asked->without_body);
    respond(std::move(std::get<HttpResponse>(answer)), asked->without_body, keeps_alive_ && !state_->stopping);
}

void HttpConnection::respond(HttpResponse response, bool without_body, bool keeps_alive) {
    enter(Phase::responding);
    keeps_alive_ = keeps_alive;
    protect(response, peer_.entrance);  // those that the reader refused have not been through the door
    send(head_bytes(response, BodyFraming::length, keeps_alive, state_->handlers.engine().now()));
    if (!without_body && !response.body.empty() && response.status != 204 && response.status != 304) send(std::move(response.body));
}

void HttpConnection::on_head(Position head) {
    head_ = std::max(head_, head);
    if (phase_ != Phase::waiting) return advance_stream();
    if (head_ < asked_->terms.at_least) return;
    state_->follow(shared_from_this(), false);
    begin_work();
}

}  // namespace forloeb
