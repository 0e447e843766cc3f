// C9: the rows that projections kept through the faults are those of a rebuild from the first event on. The digests are
// read from the disk by a store of their own. The engine must have been checked already: this compares rows with its log.
//
// The rows lie on the machine's own disk, not on the simulated one; see DerivedRows::fall_back for what a cut does to them.
#pragma once

#include <filesystem>
#include <memory>

#include "tests/faults/checkers.hpp"

namespace forloeb {
class Runner;
}

namespace forloeb::faults {

/// The derived rows of one data directory, through all its lives.
class DerivedRows {
  public:
    explicit DerivedRows(std::filesystem::path data);
    ~DerivedRows();

    /// Follows the engine in a thread of its own until stop(); remembers first how the rows stood.
    [[nodiscard]] Status follow(Engine& engine);
    void stop();
    /// The newest changes are lost, rows and checkpoint alike: the rows are again as they stood before follow(). This is
    /// what a cut leaves, since rows are written without a write-ahead log.
    void fall_back();
    /// Brings the rows up to the head and compares them with a rebuild.
    [[nodiscard]] Result<std::vector<Violation>> check(Engine& engine);
    [[nodiscard]] std::uint64_t rows_compared() const { return rows_compared_; }

  private:
    [[nodiscard]] std::filesystem::path remembered() const { return derived_.string() + ".before"; }

    std::filesystem::path derived_;
    std::unique_ptr<Runner> runner_;
    std::uint64_t rows_compared_ = 0;
};

}  // namespace forloeb::faults
