// All projections of one data directory, kept up with the log. START HERE for whoever owns an engine:
//
//   auto runner = Runner::open(*engine, data / "derived", standard_projections());
//   (*runner)->start();          // a server: follow in a thread of its own
//   (*runner)->catch_up();       // a single command: once, on this thread
//
// Projections pull; nothing in the engine knows them. The engine must outlive the runner. stop() (or the destructor) puts
// what was applied on the disk; a kill loses at most what is pulled again at the next start.
//
// Threads: one follower thread after start(); every call may come from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "projections/runner/follower.hpp"

namespace forloeb {

class Runner {
  public:
    /// Opens or builds every projection's rows; a first build of a long log takes its time here.
    [[nodiscard]] static Result<std::unique_ptr<Runner>> open(Engine& engine, const std::filesystem::path& derived,
                                                              std::vector<std::unique_ptr<Projection>> projections);
    ~Runner();

    void start();
    void stop();
    /// Applies the log up to its head as of the call; the first error is returned, the other projections go on.
    [[nodiscard]] Status catch_up();
    /// Waits until every projection that follows has applied the events below `position`; false if it takes longer.
    [[nodiscard]] bool wait_for(Position position, std::chrono::milliseconds timeout);

    /// `not_found` names the projections there are.
    [[nodiscard]] Result<Follower*> find(std::string_view projection);
    [[nodiscard]] const std::vector<std::unique_ptr<Follower>>& followers() const { return followers_; }

  private:
    explicit Runner(Engine& engine) : engine_(engine) {}
    void follow();

    Engine& engine_;
    std::vector<std::unique_ptr<Follower>> followers_;
    std::thread thread_;
    std::uint64_t listener_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::uint64_t seen_head_ = 0;
};

}  // namespace forloeb
