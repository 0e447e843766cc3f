// The appends of an import that are under way: how many, how large, and the first that failed. Bounded, so that a fast
// reader of files does not outrun a disk. Any thread; begin and the waits are for the importer's.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>

#include "engine/append/request.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {

class Flight {
  public:
    /// Waits for room and counts one more append. The first failure so far ends it all.
    [[nodiscard]] Status begin(std::size_t bytes) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] {
            return failure_ ||
                   (appends_ < limits::import_appends_in_flight_max && bytes_ < limits::import_bytes_in_flight_max);
        });
        if (failure_) return tl::make_unexpected(*failure_);
        ++appends_;
        bytes_ += bytes;
        return {};
    }
    /// An append was answered.
    void land(const AppendOutcome& outcome, std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        if (outcome)
            stored_ += outcome->count;
        else if (!failure_)
            failure_ = outcome.error();
        leave(bytes);
    }
    [[nodiscard]] Status wait_for_all() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return appends_ == 0; });
        return failure_ ? Status(tl::make_unexpected(*failure_)) : Status{};
    }
    [[nodiscard]] Status status() const {
        const std::lock_guard lock(mutex_);
        return failure_ ? Status(tl::make_unexpected(*failure_)) : Status{};
    }
    [[nodiscard]] std::uint64_t stored_events() const {
        const std::lock_guard lock(mutex_);
        return stored_;
    }

  private:
    void leave(std::size_t bytes) {
        --appends_;
        bytes_ -= bytes;
        changed_.notify_all();
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t appends_ = 0;
    std::size_t bytes_ = 0;
    std::uint64_t stored_ = 0;
    std::optional<Error> failure_;
};

}  // namespace forloeb
