// Holds an engine's append thread in a head listener, behind its next durable group, until it is let go: what is appended
// meanwhile is under way and not durable. One thread.
#pragma once

#include <condition_variable>
#include <mutex>

#include "engine/engine.hpp"

namespace forloeb::testing {

class HeldAppendThread {
  public:
    explicit HeldAppendThread(Engine& engine)
        : engine_(engine), listener_(engine.add_head_listener([this](const LogHead&) { wait(); })) {}
    ~HeldAppendThread() {
        let_go();
        engine_.remove_head_listener(listener_);
    }
    void wait_until_held() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return held_; });
    }
    void let_go() {
        const std::lock_guard lock(mutex_);
        free_ = true;
        changed_.notify_all();
    }

  private:
    void wait() {
        std::unique_lock lock(mutex_);
        held_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return free_; });
    }

    Engine& engine_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool held_ = false, free_ = false;
    std::uint64_t listener_;
};

}  // namespace forloeb::testing
