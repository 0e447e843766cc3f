// A piece of work of which a server does one at a time, because it reads everything and holds a worker while it does: the
// next caller is told to come back, at once. Any thread; must outlive its turns.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "events/vocabulary/result.hpp"

namespace forloeb {

class OneAtATime {
    struct GiveBack {
        void operator()(std::atomic<bool>* taken) const { *taken = false; }
    };

  public:
    /// Given back when it goes.
    using Turn = std::unique_ptr<std::atomic<bool>, GiveBack>;

    /// `what`: the beginning of a sentence.
    explicit OneAtATime(std::string what) : what_(std::move(what)) {}

    /// `overloaded` while somebody has it.
    [[nodiscard]] Result<Turn> take() {
        if (taken_.exchange(true)) return fail(ErrorKind::overloaded, what_ + " is under way for somebody else. Retry later.");
        return Turn(&taken_);
    }

  private:
    std::string what_;
    std::atomic<bool> taken_{false};
};

}  // namespace forloeb
