// A door to a disk on which one chosen call fails: the n-th write, sync, folder sync, open, rename or read, once or from
// then on. Stands between RocksDB and another disk (the simulated one, so that a cut can follow).
//
// The model. A failed write may have written half of its bytes. After a failed sync the file's later syncs report success
// and make nothing safe: kernels mark pages clean that never reached the disk (Rebello and others, ATC 2020), so whoever
// retries a sync and believes it loses data at the next cut. Everything else that fails has not happened.
//
// Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace rocksdb {
class Env;
}

namespace forloeb::faults {

enum class DiskCall : std::uint8_t { write, sync, sync_folder, open, rename, read };
inline constexpr std::array<std::string_view, 6> disk_call_names = {"write", "sync",   "sync folder",
                                                                    "open",  "rename", "read"};

struct CallFailure {
    DiskCall call = DiskCall::write;
    std::uint64_t number = 0;  // 1 = the next call of this kind
    bool for_good = false;     // and every later one of this kind
};

class FailingCalls {
  public:
    explicit FailingCalls(rocksdb::Env* below);
    ~FailingCalls();
    FailingCalls(const FailingCalls&) = delete;
    FailingCalls& operator=(const FailingCalls&) = delete;

    [[nodiscard]] rocksdb::Env* env() const;
    void fail(CallFailure failure);
    void heal();
    /// Calls that failed since fail().
    [[nodiscard]] std::uint64_t failed() const;
    /// Calls of a kind since the beginning or the last fail().
    [[nodiscard]] std::uint64_t calls(DiskCall call) const;

  private:
    class Files;
    std::shared_ptr<Files> files_;
    std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace forloeb::faults
