// The machine an engine runs on in a fault run: a simulated disk, a folder for the files that the engine writes past it,
// and a clock and random bytes drawn from one seed. Engines are opened on it one after the other, as after each start.
//
// Opened engines may be used from any thread; open and power only from one, and only while no engine is open.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "engine/engine.hpp"
#include "tests/engine/temporary_directory.hpp"
#include "tests/faults/simulated_disk.hpp"

namespace forloeb::faults {

class Machine {
  public:
    explicit Machine(std::uint64_t seed);

    /// `disk`: a door of its own to the simulated disk (failing_calls.hpp); nullptr = the simulated disk's.
    [[nodiscard]] Result<std::unique_ptr<Engine>> open(bool sync = true, rocksdb::Env* disk = nullptr);
    /// Of the engines opened from now on: small, so that little load makes many flushes and compactions.
    void set_space_floor(std::uint64_t bytes) { space_floor_ = bytes; }
    /// Likewise: often, so that cuts meet the writing of HEAD-MARKER.
    void set_mark_every(std::chrono::milliseconds every) { mark_every_ = every; }

    [[nodiscard]] SimulatedDisk& disk() { return disk_; }
    [[nodiscard]] std::filesystem::path data() const { return directory_.path() / "data"; }
    /// How often engines said that their disk failed. A real server ends at the first; these only refuse from then on.
    [[nodiscard]] std::uint64_t storage_failures() const { return storage_failures_; }

  private:
    Dice dice_;
    SimulatedDisk disk_;
    std::mutex entropy_mutex_;
    Dice entropy_;
    std::atomic<std::int64_t> clock_{1'772'000'000'000'000};
    std::uint64_t space_floor_ = space_floor_default;
    std::chrono::milliseconds mark_every_ = EngineOptions().mark_every;
    std::atomic<std::uint64_t> storage_failures_{0};
    testing::TemporaryDirectory directory_;
};

}  // namespace forloeb::faults
