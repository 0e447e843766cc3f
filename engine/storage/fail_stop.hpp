// The one place that knows whether storage has failed. Whoever meets a failure (a write, RocksDB's background work, the key
// folder) reports it here; the first report goes to the environment at once, which ends the process within a second, and
// from then on nothing more is written. There is no way back: a disk that failed once is found out by opening it again.
//
// Any thread.
#pragma once

#include <atomic>
#include <functional>

#include "events/vocabulary/result.hpp"

namespace forloeb {

class FailStop {
  public:
    explicit FailStop(std::function<void(const Error&)> on_first) : on_first_(std::move(on_first)) {}
    FailStop(const FailStop&) = delete;
    FailStop& operator=(const FailStop&) = delete;

    void report(const Error& reason) {
        if (!failed_.exchange(true) && on_first_) on_first_(reason);
    }
    [[nodiscard]] bool has_failed() const { return failed_; }

  private:
    std::function<void(const Error&)> on_first_;
    std::atomic<bool> failed_{false};
};

}  // namespace forloeb
