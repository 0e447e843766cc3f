// Whether the answer that is being made is still wanted: its asker may have cancelled it, gone away, or set a deadline that
// has passed. The door sets the flag; long loops look at it.
//
//   const AnswerScope scope(flag);                 // the door, around the work for one request
//   FORLOEB_CHECK(still_wanted());                 // a loop over all cases, once a case
//
// Looked up by thread, not handed in: it would otherwise be a parameter of every measure and question for the sake of the one
// loop below them. Whoever hands work to other threads looks at the flag on its own. Threads without a scope are never
// stopped. Not for what must be finished once begun: appends, orders.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "events/vocabulary/result.hpp"

namespace forloeb {

class StopFlag {
  public:
    void stop() { stopped_.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool stopped() const { return stopped_.load(std::memory_order_relaxed); }

  private:
    std::atomic<bool> stopped_{false};
};

using SharedStopFlag = std::shared_ptr<StopFlag>;

/// While it lives, still_wanted() on this thread asks `flag`; nullptr = it is wanted whatever happens.
class AnswerScope {
  public:
    explicit AnswerScope(const StopFlag* flag) : before_(std::exchange(current(), flag)) {}
    ~AnswerScope() { current() = before_; }
    AnswerScope(const AnswerScope&) = delete;
    AnswerScope& operator=(const AnswerScope&) = delete;

    [[nodiscard]] static const StopFlag*& current() {
        static thread_local const StopFlag* flag = nullptr;
        return flag;
    }

  private:
    const StopFlag* before_;
};

/// `unavailable` once it is not.
[[nodiscard]] inline Status still_wanted() {
    const StopFlag* const flag = AnswerScope::current();
    if (flag == nullptr || !flag->stopped()) return {};
    return fail(ErrorKind::unavailable, "The answer was given up: its request was cancelled, or its deadline passed.");
}

}  // namespace forloeb
