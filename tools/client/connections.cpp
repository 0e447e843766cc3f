#include "tools/client/connections.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include "server/protocol/problem.hpp"

namespace forloeb {

Connections::Connections(Endpoint endpoint, ClientIdentity identity, Persistence persistence)
    : endpoint_(std::move(endpoint)), identity_(std::move(identity)), persistence_(std::move(persistence)) {}

Result<std::shared_ptr<Connections>> Connections::open(Endpoint endpoint, ClientIdentity identity, Persistence persistence) {
    std::shared_ptr<Connections> made(new Connections(std::move(endpoint), std::move(identity), std::move(persistence)));
    FORLOEB_TRY(made->client_, Client::connect(made->endpoint_, made->loop_, made->identity_));
    made->worker_ = std::thread([self = made.get()] { self->work(); });
    return made;
}

void Connections::run(Task task, TimePoint due, TimePoint limit) {
    std::unique_lock lock(mutex_);
    if (ended_) {
        const Error why = *ended_;
        lock.unlock();
        return task(tl::make_unexpected(why));
    }
    if (is_live() && due <= Clock::now()) {
        const std::shared_ptr<Client> client = client_;
        lock.unlock();
        return task(client);
    }
    waiting_.push_back({std::move(task), due, limit});
    changed_.notify_all();
}

Result<std::shared_ptr<Client>> Connections::wait(TimePoint limit) {
    std::promise<Result<std::shared_ptr<Client>>> promise;
    auto connected = promise.get_future();
    run([&promise](const Result<std::shared_ptr<Client>>& client) { promise.set_value(client); }, Clock::now(), limit);
    return connected.get();
}

void Connections::end() {
    {
        const std::lock_guard lock(mutex_);
        if (!ended_) ended_ = Error{ErrorKind::unavailable, "The client was closed.", {}, {}};
        changed_.notify_all();
    }
    if (worker_.joinable()) worker_.join();
    if (client_) client_->close();  // feeds may hold it a little longer
}

std::chrono::milliseconds Connections::pause(unsigned tries, const Error& error) {
    const auto bound = std::min(persistence_.longest_pause, persistence_.first_pause * (1U << std::min(tries, 16U)));
    const std::lock_guard lock(mutex_);
    return std::chrono::milliseconds(error.retry_after_ms + std::uniform_int_distribution<std::int64_t>(0, bound.count())(random_));
}

bool Connections::has_ended() {
    const std::lock_guard lock(mutex_);
    return ended_.has_value();
}

Greeting Connections::greeting() {
    const std::lock_guard lock(mutex_);
    return client_ ? client_->greeting() : Greeting{};
}

void Connections::work() {
    std::unique_lock lock(mutex_);
    while (!ended_) {
        if (!waiting_.empty() && !is_live() && Clock::now() >= next_try_) connect(lock);
        run_ready(lock);
        if (ended_) break;
        if (const TimePoint next = next_time(); next == TimePoint::max())
            changed_.wait(lock);
        else
            changed_.wait_until(lock, next);
    }
    run_ready(lock);
}

void Connections::connect(std::unique_lock<std::mutex>& lock) {
    // A client waits for its I/O thread when it goes, and that may wait for this lock: none goes while it is held.
    std::shared_ptr<Client> lost = std::exchange(client_, nullptr);
    lock.unlock();
    if (lost && persistence_.on_state) persistence_.on_state(false, "the connection was lost");
    lost.reset();
    auto made = Client::connect(endpoint_, loop_, identity_);
    if (made && persistence_.on_state) persistence_.on_state(true, {});
    const auto wait_more = made ? std::chrono::milliseconds(0) : pause(tries_, made.error());
    std::shared_ptr<Client> fresh = made ? std::move(*made) : nullptr;
    lock.lock();
    if (fresh) {
        client_ = std::move(fresh);
        tries_ = 0;
        return;
    }
    // A token that was revoked or a certificate that ran out does not mend by waiting.
    if (!ended_ && retry_advice(made.error().kind) != wire::Retry::LATER) ended_ = made.error();
    ++tries_;
    next_try_ = Clock::now() + wait_more;
}

/// Takes out what can run or has waited too long, and runs it without the lock.
void Connections::run_ready(std::unique_lock<std::mutex>& lock) {
    const TimePoint now = Clock::now();
    const bool live = is_live();
    const auto stays = std::stable_partition(waiting_.begin(), waiting_.end(), [&](const Waiting& each) { return ended_ || each.limit <= now || (live && each.due <= now); });
    std::vector<Waiting> ready(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(stays));
    waiting_.erase(waiting_.begin(), stays);
    Result<std::shared_ptr<Client>> client = client_;
    if (ended_)
        client = tl::make_unexpected(*ended_);
    else if (!live)
        client = fail(ErrorKind::unavailable, "There is no connection to " + endpoint_.text() + ". Is the server running?");
    lock.unlock();
    for (const Waiting& each : ready) each.task(client);
    ready.clear();
    lock.lock();
}

Connections::TimePoint Connections::next_time() const {
    TimePoint next = TimePoint::max();
    const bool live = is_live();
    for (const Waiting& each : waiting_) next = std::min({next, each.limit, live ? each.due : std::max(each.due, next_try_)});
    return next;
}

}  // namespace forloeb
