// Something long, done piece by piece on every core: pieces are taken one at a time, worked on side by side, and delivered in
// the order they were taken. So what is read is read once and in sequence, and what is added up is added in one order.
//
// At most `pieces_ahead_max` pieces are in hand. Returns when everything is delivered, or with the first error; what was
// delivered before it stays delivered. Threads of its own for as long as it runs.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "events/vocabulary/stop_flag.hpp"

namespace forloeb {

template <typename Piece, typename Take, typename Work, typename Deliver>
class InOrder {
  public:
    InOrder(const Take& take, const Work& work, const Deliver& deliver) : take_(take), work_(work), deliver_(deliver) {}

    [[nodiscard]] Status run() {
        {
            std::vector<std::jthread> others;
            for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) others.emplace_back([this, wanted = AnswerScope::current()] {
                const AnswerScope scope(wanted);
                loop();
            });
            loop();
        }
        return std::move(status_);
    }

  private:
    static constexpr std::uint64_t pieces_ahead_max = 16;

    void loop() {
        while (auto next = take()) {
            work_(next->second);
            deliver(std::move(*next));
        }
    }

    std::optional<std::pair<std::uint64_t, Piece>> take() {
        const std::lock_guard taking(taking_);
        {
            std::unique_lock lock(delivering_);
            delivered_one_.wait(lock, [&] { return !status_ || taken_ < delivered_ + pieces_ahead_max; });
            if (!status_) return std::nullopt;
        }
        Result<std::optional<Piece>> piece = take_();
        if (!piece) give_up(std::move(piece.error()));
        if (!piece || !*piece) return std::nullopt;
        return std::pair(taken_++, std::move(**piece));
    }

    void deliver(std::pair<std::uint64_t, Piece> piece) {
        const std::lock_guard lock(delivering_);
        waiting_.insert(std::move(piece));
        for (auto next = waiting_.begin(); status_ && next != waiting_.end() && next->first == delivered_; next = waiting_.erase(next)) {
            status_ = deliver_(next->second);
            ++delivered_;
        }
        delivered_one_.notify_all();
    }

    void give_up(Error error) {
        const std::lock_guard lock(delivering_);
        status_ = tl::make_unexpected(std::move(error));
        delivered_one_.notify_all();
    }

    const Take& take_;
    const Work& work_;
    const Deliver& deliver_;

    std::mutex taking_;  // taken before the other
    std::uint64_t taken_ = 0;

    std::mutex delivering_;  // guards what follows
    std::condition_variable delivered_one_;
    Status status_;
    std::map<std::uint64_t, Piece> waiting_;  // worked on, for their turn
    std::uint64_t delivered_ = 0;
};

/// `take()` gives a Result of the next piece, or of nothing at the end; `work(piece)` is called by several threads;
/// `deliver(piece)` gives a Status.
template <typename Piece, typename Take, typename Work, typename Deliver>
[[nodiscard]] Status in_order_on_every_core(const Take& take, const Work& work, const Deliver& deliver) {
    return InOrder<Piece, Take, Work, Deliver>(take, work, deliver).run();
}

}  // namespace forloeb
