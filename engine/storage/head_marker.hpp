// Keeps HEAD-MARKER of a data directory (head_mark.hpp) up to date: on a thread of its own, so that no append waits for
// it, each `every` in which the log has grown, and at a clean stop in both slots. It only ever states what it is told is
// durable, and it is written in place, so that a marker costs one small synced write and no change of names.
//
// A failed write or sync is reported once and nothing more is written.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/storage/head_mark.hpp"
#include "events/vocabulary/result.hpp"

namespace rocksdb {
class Env;
class RandomRWFile;
}  // namespace rocksdb

namespace forloeb {

class HeadMarker {
  public:
    struct Wiring {
        std::filesystem::path data;
        rocksdb::Env* disk = nullptr;               // nullptr = the machine's own
        std::function<HeadMark()> durable;          // what is durable now; any thread
        std::chrono::milliseconds every{1000};
        std::function<void(const Error&)> on_failure;
    };

    /// Empty if there is no marker yet; `damaged` if neither slot can be read, which no power cut can do.
    [[nodiscard]] static Result<std::optional<HeadMark>> read(const std::filesystem::path& data, rocksdb::Env* disk);
    /// Writes what is durable now, making the file if there is none, and goes on from there. `before`: as read.
    [[nodiscard]] static Result<std::unique_ptr<HeadMarker>> start(Wiring wiring, const std::optional<HeadMark>& before);
    ~HeadMarker();

    /// Everything has been stopped that could move the head: says so in both slots.
    void stop_cleanly();

  private:
    explicit HeadMarker(Wiring wiring);
    void run();
    void join();
    [[nodiscard]] Status write(HeadMark mark);

    Wiring wiring_;
    std::unique_ptr<rocksdb::RandomRWFile> file_;
    HeadMark last_;
    bool failed_ = false;  // with last_: the thread's own until it has ended

    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace forloeb
