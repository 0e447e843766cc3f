// One projection as it follows the log: the live generation, its successor while a rebuild is under way, and the swap.
//
//   <derived>/<name>/CURRENT        the number of the live generation, replaced atomically
//   <derived>/<name>/<number>/      the rows (generation.hpp)
//
// Promise: the rows are those of the log up to the checkpoint, each event applied exactly once, whatever happens in
// between. A rebuild fills a new generation beside the live one, which goes on serving; then CURRENT is replaced. Rows
// made by another version of the projection, for another log, or beyond the log's head are thrown away.
//
// Threads: any thread may read; catch_up and rebuild may come from any thread and take turns where they must.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "projections/projection.hpp"
#include "projections/runner/generation.hpp"

namespace forloeb {

struct ParkedCase {
    Uuid case_id;
    Parked parked;
};

struct FollowerStatus {
    std::string name;
    std::uint32_t version = 0;
    std::uint64_t generation = 0;
    Position checkpoint;
    std::uint64_t rows = 0;
    std::vector<ParkedCase> parked;
    bool rebuilding = false;
    std::uint64_t rebuilt_to = 0;
    std::string failure;  // why it stopped following; empty = it follows
};

class Follower {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Follower>> open(const Engine& engine, const std::filesystem::path& derived,
                                                                std::unique_ptr<Projection> projection);

    /// Applies the log up to its head as of the call.
    [[nodiscard]] Status catch_up();
    /// Fills a new generation and makes it the live one. `conflict` if a rebuild is under way already.
    [[nodiscard]] Status rebuild(const std::function<void(std::uint64_t folded, std::uint64_t of)>& progress);
    [[nodiscard]] Status flush();

    [[nodiscard]] const Projection& projection() const { return *projection_; }
    /// The live rows. Hold the pointer while reading; a swap does not take them away.
    [[nodiscard]] std::shared_ptr<const Generation> rows() const;
    [[nodiscard]] Result<FollowerStatus> status() const;
    /// Flushes and digests the live rows by reading the disk (row_store.hpp).
    [[nodiscard]] Result<std::string> digest();

  private:
    Follower(const Engine& engine, std::filesystem::path folder, std::unique_ptr<Projection> projection);
    [[nodiscard]] Result<std::shared_ptr<Generation>> open_current();
    [[nodiscard]] bool belongs_to_log(const Generation& generation) const;
    [[nodiscard]] Result<std::shared_ptr<Generation>> build(std::uint64_t number, const std::function<void(std::uint64_t, std::uint64_t)>& progress);
    [[nodiscard]] Status make_current(std::uint64_t number);
    [[nodiscard]] std::shared_ptr<Generation> live() const;
    [[nodiscard]] std::filesystem::path directory_of(std::uint64_t number) const { return folder_ / std::to_string(number); }

    const Engine& engine_;
    const std::filesystem::path folder_;
    const std::unique_ptr<Projection> projection_;
    const std::string made_for_;

    std::mutex step_;             // held while rows of the live generation change, and for the swap
    mutable std::mutex pointer_;  // guards live_, number_ and failure_
    std::shared_ptr<Generation> live_;
    std::uint64_t number_ = 0;
    std::string failure_;
    std::atomic<bool> rebuilding_{false};
    std::atomic<std::uint64_t> rebuilt_to_{0};
};

/// The directory of the live generation, found without opening anything: for a process that only digests.
[[nodiscard]] Result<std::filesystem::path> live_generation_directory(const std::filesystem::path& derived, std::string_view projection);
/// Digest of a projection's live rows by reading the disk; for any process, as of the last flush.
[[nodiscard]] Result<std::string> digest_of_projection(const std::filesystem::path& derived, std::string_view projection);

}  // namespace forloeb
