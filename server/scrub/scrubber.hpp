// Reads everything that is stored, round after round, slowly enough that nobody notices, and remembers what it found: rot is
// told by `status` and the log before somebody needs the event that it struck. Findings stop nothing: cases whose bytes are
// sound stay readable, and the reader of a damaged one is told by its own request.
//
// Pace: a round is spread over `period`, but never slower than 1 MiB/s, so that a small directory is read in minutes and then
// left alone for the rest of the period.
//
// Threads: one of its own between start() and stop(); every call may come from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "engine/engine.hpp"

namespace forloeb {

struct ScrubStatus {
    std::string reading;       // empty while it rests
    std::uint64_t bytes = 0;   // of this round
    std::uint64_t bytes_of = 0;
    std::uint64_t rounds = 0;  // finished
    Instant finished_at;       // the newest; 0 if there was none
    std::uint64_t findings = 0;       // of the newest round, and of verifications since
    std::optional<Finding> newest = {};
};

class Scrubber {
  public:
    /// `period` 0: never by itself.
    Scrubber(const Engine& engine, std::chrono::seconds period);
    ~Scrubber();  // stops

    void start();
    void stop();
    /// A verification somebody asked for goes on only while this is false.
    [[nodiscard]] bool stopping() const;
    /// Takes note of what a verification found.
    void learn(const VerifyReport& report);
    [[nodiscard]] ScrubStatus status() const;
    [[nodiscard]] std::chrono::seconds period() const { return period_; }

  private:
    void run();
    [[nodiscard]] bool keep_pace(const VerifyProgress& progress, std::chrono::steady_clock::time_point began);
    [[nodiscard]] bool wait_until(std::chrono::steady_clock::time_point due);

    const Engine& engine_;
    const std::chrono::seconds period_;
    std::thread thread_;

    mutable std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    ScrubStatus status_;
};

}  // namespace forloeb
