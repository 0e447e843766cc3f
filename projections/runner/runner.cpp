#include "projections/runner/runner.hpp"

#include <algorithm>

namespace forloeb {

Result<std::unique_ptr<Runner>> Runner::open(Engine& engine, const std::filesystem::path& derived,
                                             std::vector<std::unique_ptr<Projection>> projections) {
    std::unique_ptr<Runner> runner(new Runner(engine));
    for (auto& projection : projections) {
        FORLOEB_TRY(auto follower, Follower::open(engine, derived, std::move(projection)));
        runner->followers_.push_back(std::move(follower));
    }
    return runner;
}

Runner::~Runner() { stop(); }

void Runner::start() {
    if (thread_.joinable()) return;
    listener_ = engine_.add_head_listener([this](const LogHead& head) {
        {
            const std::lock_guard lock(mutex_);
            seen_head_ = head.next.value;
        }
        changed_.notify_all();
    });
    thread_ = std::thread([this] { follow(); });
}

void Runner::stop() {
    if (thread_.joinable()) {
        engine_.remove_head_listener(listener_);
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
        stopping_ = false;
    }
    for (const auto& follower : followers_) static_cast<void>(follower->flush());  // unflushed rows are pulled again
}

Status Runner::catch_up() {
    Status first;
    for (const auto& follower : followers_)
        if (Status status = follower->catch_up(); !status && first) first = std::move(status);
    changed_.notify_all();
    return first;
}

void Runner::follow() {
    std::uint64_t done = 0;
    while (true) {
        // A projection that failed says so in its status and is tried again when the log has grown.
        static_cast<void>(catch_up());
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopping_ || seen_head_ > done; });
        if (stopping_) return;
        done = seen_head_;
    }
}

bool Runner::wait_for(Position position, std::chrono::milliseconds timeout) {
    const auto there = [&] {
        return std::all_of(followers_.begin(), followers_.end(), [&](const auto& follower) {
            return follower->rows()->applied() >= position;
        });
    };
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, timeout, there);
}

Result<Follower*> Runner::find(std::string_view projection) {
    std::string names;
    for (const auto& follower : followers_) {
        if (follower->projection().name() == projection) return follower.get();
        names += (names.empty() ? "" : ", ") + std::string(follower->projection().name());
    }
    return fail(ErrorKind::not_found, "There is no such projection. There are: " + names + ".", "projection");
}

}  // namespace forloeb
