// The second implementation of the engine's log seam (engine/log/log.hpp): a log of record that lives elsewhere, that
// several nodes share, and that can lose its answer. What it holds is the groups' bytes, nothing else, so a node has only
// those to derive its rows from.
//
// Elsewhere: any thread. SimulatedLog: its engine's append thread, as the seam says.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "engine/log/log.hpp"

namespace forloeb::faults {

/// What happens to one append that reaches the log.
enum class Fate : std::uint8_t {
    answered,
    answer_lost,   // the group is taken, the node never hears of it
    request_lost,  // the group never arrives, the node cannot tell
};

class Elsewhere {
  public:
    /// The fates of the next groups that find their place, in order; afterwards all are answered.
    void decide_next(std::vector<Fate> fates);

    [[nodiscard]] LogResult append(const Group& group);
    [[nodiscard]] std::vector<std::string> groups_from(Position first) const;
    [[nodiscard]] Position head() const;
    [[nodiscard]] std::uint64_t conflicts() const;
    [[nodiscard]] std::uint64_t answers_lost() const;

  private:
    struct Taken {
        Position first;
        std::string bytes;
    };
    mutable std::mutex mutex_;
    std::vector<Taken> groups_;
    Position head_;
    std::deque<Fate> fates_;
    std::uint64_t conflicts_ = 0;
    std::uint64_t answers_lost_ = 0;
};

class SimulatedLog final : public Log {
  public:
    SimulatedLog(Store& store, Elsewhere& elsewhere) : store_(store), elsewhere_(elsewhere) {}
    LogResult append(const Group& group, Batch& derived) override;
    Result<std::vector<std::string>> groups_from(Position first) override { return elsewhere_.groups_from(first); }

  private:
    Store& store_;
    Elsewhere& elsewhere_;
};

}  // namespace forloeb::faults
