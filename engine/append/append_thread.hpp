// The one thread that appends: takes what is waiting, sequences it into a group, has the log make it durable, publishes
// the new head, answers. While one group is being synced the next callers queue up, so that many share one sync.
//
//   queue (bounded) -> Sequencer -> derive -> Log::append (one sync) -> head published -> answers -> listeners
//
// After a storage failure every waiting caller is told `unknown` and nothing more is written. Without room on the disk
// nothing is sequenced: the answer is `storage_full`, until there is room again.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "engine/append/clock_watch.hpp"
#include "engine/append/sequencer.hpp"
#include "engine/engine.hpp"
#include "engine/log/log.hpp"
#include "engine/storage/fail_stop.hpp"
#include "engine/storage/free_space.hpp"

namespace forloeb {

class AppendThread {
  public:
    struct Wiring {
        Store& store;
        Log& log;
        KeyFolder& keys;
        FreeSpace& space;
        FailStop& storage;
        ClockWatch& clock;
        const Environment& environment;
        std::function<bool(const Group&)> on_durable;  // before the answers: publish the head; true: other imports hold now
        std::function<std::vector<Uuid>()> retracted_imports;
        Sequencer::SealAgain seal_again;
    };
    AppendThread(Wiring wiring, MerkleEdge edge, Instant newest_recorded);
    /// Finishes what is queued.
    ~AppendThread();

    /// `overloaded` at once if the queue is full, `unavailable` after a storage failure.
    void submit(PreparedAppend append);
    /// Writes rows between two groups, behind the head record that every batch begins with, synced; waits until it is done. The
    /// rows say nothing that the log does not: what a purge leaves, an entry that was removed. Not on the append thread.
    [[nodiscard]] Status write_between(const std::function<Status(Batch&)>& fill);

  private:
    enum class Commit : std::uint8_t { durable, overtaken, failed };

    void run();
    struct Errand;
    [[nodiscard]] std::deque<PreparedAppend> take_waiting();
    [[nodiscard]] bool is_stopping();
    void run_errands();
    [[nodiscard]] Status run_errand(const std::function<Status(Batch&)>& fill);
    void append_all(std::deque<PreparedAppend> waiting);
    /// Answers `storage_full`; what was stored before as stored.
    void refuse(std::deque<PreparedAppend>& waiting, const Error& no_room);
    /// Opens a group and adds appends from the front until it is full: one outcome for each that was looked at.
    [[nodiscard]] std::vector<AppendOutcome> sequence(std::deque<PreparedAppend>& waiting);
    /// Has the log accept the open group.
    [[nodiscard]] Commit commit();
    /// Takes over what another writer put into the log of record.
    [[nodiscard]] Status catch_up();
    void accepted(const Group& group);
    /// Reports the failure, which ends the process, and answers everybody still waiting.
    void stop_for_good(const Error& reason, std::deque<PreparedAppend>& waiting);

    Wiring wiring_;
    Sequencer sequencer_;
    Error failure_;  // why the log took no more

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<PreparedAppend> queue_;
    std::size_t queue_bytes_ = 0;
    std::deque<Errand*> errands_;
    bool stopping_ = false;
    std::thread thread_;  // last: started when everything else is there
};

}  // namespace forloeb
