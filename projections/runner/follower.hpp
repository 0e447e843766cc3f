// The rows of one projection: the live generation, its successor while a rebuild is under way, and the swap.
//
//   <derived>/<name>/CURRENT        the number of the live generation, replaced atomically
//   <derived>/<name>/<number>/      the rows (generation.hpp); the live one's, and its successor's if one was begun
//
// Promise: the rows are those of the log up to the checkpoint, each event applied exactly once, whatever happens in
// between. Rows made by another version of the projection, for another log, or beyond the log's head are thrown away.
// Who follows the log and who rebuilds: runner.hpp.
//
// Threads: any thread may read. What changes the rows comes from one thread at a time: the runner sees to that.
#pragma once

#include <atomic>
#include <filesystem>
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
    std::vector<ParkedCase> parked;
    bool rebuilding = false;
    std::uint64_t rebuilt_to = 0;  // events in the rows of the next generation ...
    std::uint64_t rebuild_of = 0;  // ... of so many
    std::string failure;  // why it stopped following; empty = it follows
};

class Follower {
  public:
    /// Opens the live rows. If there are none to be used, rows() is empty until a rebuild.
    [[nodiscard]] static Result<std::unique_ptr<Follower>> open(const Engine& engine, const std::filesystem::path& derived,
                                                                std::unique_ptr<Projection> projection);

    [[nodiscard]] const Projection& projection() const { return *projection_; }
    /// The live rows. Hold the pointer while reading; a swap does not take them away.
    [[nodiscard]] std::shared_ptr<const Generation> rows() const { return live(); }
    /// Cheap, whatever the number of rows: probes ask for it every few seconds.
    [[nodiscard]] Result<FollowerStatus> status() const;
    /// How many live rows there are, by reading all of them.
    [[nodiscard]] Result<std::uint64_t> count_rows() const;
    /// Flushes and digests the live rows by reading the disk (row_store.hpp).
    [[nodiscard]] Result<std::string> digest();

    // ---- for the runner ----

    [[nodiscard]] std::shared_ptr<Generation> live() const;
    /// The successor that an earlier rebuild left, to go on with, or a new one to be filled up to `until`.
    [[nodiscard]] Result<std::shared_ptr<Generation>> begin_rebuild(const Checkpoint& until);
    void rebuilt(std::uint64_t done, std::uint64_t of);
    /// Puts the successor in the live one's place, on the disk first.
    [[nodiscard]] Status make_live(std::shared_ptr<Generation> successor);
    void end_rebuild() { rebuilding_ = false; }
    /// Whether it follows, and if not, why.
    void following(const Status& status);

  private:
    Follower(const Engine& engine, std::filesystem::path folder, std::unique_ptr<Projection> projection);
    [[nodiscard]] Status open_current();
    [[nodiscard]] bool belongs_to_log(const Checkpoint& checkpoint) const;
    [[nodiscard]] std::filesystem::path directory_of(std::uint64_t number) const { return folder_ / std::to_string(number); }

    const Engine& engine_;
    const std::filesystem::path folder_;
    const std::unique_ptr<Projection> projection_;
    const std::string made_for_;

    mutable std::mutex pointer_;  // guards live_, number_ and failure_
    std::shared_ptr<Generation> live_;
    std::uint64_t number_ = 0;
    std::string failure_;
    std::atomic<bool> rebuilding_{false};
    std::atomic<std::uint64_t> rebuilt_to_{0};
    std::atomic<std::uint64_t> rebuild_of_{0};
};

/// The directory of the live generation, found without opening anything: for a process that only digests.
[[nodiscard]] Result<std::filesystem::path> live_generation_directory(const std::filesystem::path& derived, std::string_view projection);
/// Digest of a projection's live rows by reading the disk; for any process, as of the last flush.
[[nodiscard]] Result<std::string> digest_of_projection(const std::filesystem::path& derived, std::string_view projection);

}  // namespace forloeb
