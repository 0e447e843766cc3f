// Answers on their way to the loop's I/O thread. The append thread answers a whole group at once: what it has found by the
// time the I/O thread is awake is delivered together, connection by connection, with one write for each.
//
// add: any thread. take: the I/O thread. Bounded by the requests in flight. Private to server/session.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "server/session/actions.hpp"

namespace forloeb {

class Connection;

class Answers {
  public:
    struct Answer {
        std::weak_ptr<Connection> to;
        Ticket ticket;
        WireFrame reply;
    };

    /// True if nobody has been told to take since the last take().
    [[nodiscard]] bool add(Answer answer) {
        const std::lock_guard lock(mutex_);
        answers_.push_back(std::move(answer));
        return answers_.size() == 1;
    }
    /// All there are, in the order added.
    [[nodiscard]] std::vector<Answer> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(answers_, {});
    }

  private:
    std::mutex mutex_;
    std::vector<Answer> answers_;
};

}  // namespace forloeb
