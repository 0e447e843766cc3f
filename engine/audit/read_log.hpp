// The read log: who read what, why, and who was denied it. A second engine of the same kind as the case log's, in a
// directory of its own, with its own store, keys, proof tree and space floor, so that it can fail without stopping writes:
//
//   <data>.reads        the log; origin <origin of the case log>/read-audit; streams of kind 4 (reads)
//   <data>.reads.keys   its key folder
//
// Promise: a receipt exists only of a record that is on the disk; records made at the same time share one sync. If a record
// cannot be written there is no receipt, and so no personal text; whatever fails here, the case log goes on.
//
// A record stands on a volume: a stream of this log, begun anew at each start, after volume_records and after volume_days. Its
// sealed parts are sealed for the volume, not for a citizen: when their time is up the volume's keys go, and the proofs stay
// (read_retention.hpp).
//
// Any thread. Callbacks run on this log's append thread and must return quickly. It decides nothing (server/access) and
// answers no questions (projections/audit).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "engine/audit/read_receipt.hpp"
#include "engine/audit/read_record.hpp"
#include "engine/engine.hpp"

namespace forloeb {

/// A receipt on its way. Copies are the same one.
class AwaitedReceipt {
  public:
    using Done = std::function<void(const Result<ReadReceipt>&)>;

    AwaitedReceipt();
    /// Waits for the disk. Not on the read log's append thread.
    [[nodiscard]] const Result<ReadReceipt>& wait() const;
    /// `done` is called once: at once if the answer is there, else on the read log's append thread.
    void when_known(Done done) const;
    /// Called once.
    void arrived(Result<ReadReceipt> receipt) const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

class ReadLog {
  public:
    /// Where the read log of a data directory is. `data`: as the engine of the case log was opened.
    [[nodiscard]] static EngineOptions beside(const EngineOptions& data);

    /// Opened at the first use. A failure of its disk does not end the process, as that of the case log's does.
    ReadLog(EngineOptions options, Environment environment);
    ~ReadLog();

    /// `unavailable` says why it cannot be written; `invalid` if the record holds what may not stand in the clear.
    [[nodiscard]] AwaitedReceipt record(const ReadRecord& record);

    /// For proofs and for questions about it; opens it. Its sealed parts need a receipt like those of any engine.
    [[nodiscard]] Result<Engine*> engine();
    /// Why reads stop at the moment; empty if they do not.
    [[nodiscard]] std::string trouble() const;

    static constexpr std::uint32_t volume_records = 4096;
    static constexpr std::int64_t volume_days = 30;

  private:
    struct Volume {
        Uuid id;
        std::uint32_t records = 0;
        Instant begun;
    };
    [[nodiscard]] StreamId volume_for(bool penal);
    void set_trouble(std::string why);

    const EngineOptions options_;
    Environment environment_;
    mutable std::mutex mutex_;  // guards what follows
    std::unique_ptr<Engine> engine_;
    std::map<bool, Volume> volumes_;  // of ordinary and of penal matters: they are kept for different times
    mutable std::mutex trouble_mutex_;  // guards what follows
    std::string trouble_;
};

}  // namespace forloeb
