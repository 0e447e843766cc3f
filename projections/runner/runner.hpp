// All projections of one data directory, kept up with the log. START HERE for whoever owns an engine:
//
//   auto runner = Runner::open(*engine, data / "derived", standard_projections());
//   (*runner)->start();          // a server: follow in a thread of its own
//   (*runner)->catch_up();       // a single command: once, on this thread
//
// Projections pull; nothing in the engine knows them. The engine must outlive the runner. stop() (or the destructor) puts
// what was applied on the disk; a kill loses at most what is pulled again at the next start.
//
// A rebuild fills new generations beside the live ones, which go on serving and following; then they change places. Cut
// short by a kill or on request, it goes on where it was when it is asked for again.
//
// Threads: one follower thread after start(); every call may come from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

#include "projections/runner/fill.hpp"
#include "projections/runner/follower.hpp"
#include "projections/runner/lag.hpp"

namespace forloeb {

class Runner {
  public:
    /// Opens every projection's rows; those that must be built first, of a long log, take their time here.
    [[nodiscard]] static Result<std::unique_ptr<Runner>> open(Engine& engine, const std::filesystem::path& derived,
                                                              std::vector<std::unique_ptr<Projection>> projections);
    ~Runner();

    void start();
    void stop();
    /// Applies the log up to its head as of the call; the first error is returned, the other projections go on.
    [[nodiscard]] Status catch_up();
    /// Builds the rows of these projections anew, in one pass. `conflict` if a rebuild is under way already;
    /// `unavailable` if it was cancelled.
    [[nodiscard]] Status rebuild(const std::vector<Follower*>& which, const FillProgress& progress);
    void cancel_rebuild();
    /// Waits until every projection that follows has applied the events below `position`; false if it takes longer.
    [[nodiscard]] bool wait_for(Position position, std::chrono::milliseconds timeout);

    /// How long the newest groups had to wait for their rows, since start().
    [[nodiscard]] Lag::Figures lag();

    /// `not_found` names the projections there are.
    [[nodiscard]] Result<Follower*> find(std::string_view projection);
    [[nodiscard]] std::vector<Follower*> all() const;
    [[nodiscard]] const std::vector<std::unique_ptr<Follower>>& followers() const { return followers_; }

  private:
    explicit Runner(Engine& engine) : engine_(engine) {}
    void follow();
    [[nodiscard]] Status build(const std::vector<Follower*>& which, const FillProgress& progress, const std::stop_token& stop);

    Engine& engine_;
    std::vector<std::unique_ptr<Follower>> followers_;
    std::mutex step_;  // held while rows of live generations change, and for the swap
    std::thread thread_;
    std::uint64_t listener_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable stop_;  // apart, so that a new head does not wake a follower that gathers
    bool stopping_ = false;
    std::uint64_t seen_head_ = 0;
    Lag lag_;
    std::optional<std::stop_source> rebuild_;  // the one under way
};

}  // namespace forloeb
