// Once at the start and once a day: what the read log has kept long enough by the policy in force is let go
// (server/handlers/retain_reads.hpp). What was destroyed stands in the read log and in the server's own; a failure is told there
// and tried again the next day.
//
// Threads: one of its own between start() and stop().
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/audit/read_retention.hpp"

namespace forloeb {

class ReadKeeper {
  public:
    /// `retain` is called on the keeper's thread.
    explicit ReadKeeper(std::function<Result<RetentionReport>()> retain) : retain_(std::move(retain)) {}
    ~ReadKeeper();  // stops

    void start();
    void stop();

  private:
    void run();

    const std::function<Result<RetentionReport>()> retain_;
    std::thread thread_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable stopped_;
    bool stopping_ = false;
};

}  // namespace forloeb
