// Keeps the auditors' index (projections/audit/audit_index.hpp) as new as both logs while a server runs, once a second, so that
// nobody who asks waits for it, not even the first after months. A failure is told once, and tried again each second until it
// is over; what is asked then brings the index up by itself, as it does without a keeper.
//
// Threads: one of its own between start() and stop(), which waits for the page of events it is taking in at most.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "events/vocabulary/stop_flag.hpp"

namespace forloeb {

class AuditKeeper {
  public:
    /// `keep_up` is called on the keeper's thread, and gives up where still_wanted() says so.
    explicit AuditKeeper(std::function<Status()> keep_up) : keep_up_(std::move(keep_up)) {}
    ~AuditKeeper();  // stops

    void start();
    void stop();

  private:
    void run();

    const std::function<Status()> keep_up_;
    std::thread thread_;
    StopFlag enough_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable stopped_;
    bool stopping_ = false;
};

}  // namespace forloeb
