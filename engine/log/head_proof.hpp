// The head proof at start: a log is served only if nothing says that it was longer. What it rests on:
//
//   HEAD-MARKER           where the log had certainly come      engine/storage/head_marker.hpp
//   the write-ahead logs  as they were before RocksDB opened    engine/storage/quarantine.hpp, wal_scan.hpp
//   anchors               the events below, by their roots      engine/log/anchors.hpp
//   the MANIFEST          whose torn end may name files         engine/log/manifest_proof.hpp
//
// Promise: acknowledged events that recovery left out are noticed, or the start is refused; the steps, and the one limit,
// stand in engine/README.md. A refusal deletes nothing and every later start is refused the same way.
//
// One thread; the data directory is locked by the caller from before before_opening().
#pragma once

#include "engine/log/start_report.hpp"
#include "engine/proof/merkle.hpp"
#include "engine/storage/quarantine.hpp"
#include "engine/storage/store.hpp"

namespace forloeb {

class HeadProof {
  public:
    /// Reads the marker, puts the write-ahead logs apart and reads them, cuts off a torn end of the MANIFEST. `heed_marker`: false only for the mutant.
    [[nodiscard]] static Result<HeadProof> before_opening(const std::filesystem::path& data, rocksdb::Env* disk, bool heed_marker);
    /// The store is open and `end` is its head. `damaged` if that cannot be all there was.
    [[nodiscard]] Result<StartReport> after_opening(Store& store, const MerkleEdge& end) const;
    /// The head is proven and marked: what was put apart is not needed any more.
    void release() const { quarantine_.release(); }

    /// The marker as it was found.
    [[nodiscard]] const std::optional<HeadMark>& mark() const { return mark_; }

  private:
    explicit HeadProof(Quarantine quarantine) : quarantine_(std::move(quarantine)) {}

    Quarantine quarantine_;
    HeadEvidence evidence_;
    std::optional<HeadMark> mark_;
    std::uint64_t manifest_bytes_dropped_ = 0;
};

}  // namespace forloeb
