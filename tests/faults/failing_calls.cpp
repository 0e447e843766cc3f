#include "tests/faults/failing_calls.hpp"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/system_clock.h>

#include <mutex>

namespace forloeb::faults {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus failed_call(DiskCall call) {
    return IOStatus::IOError("simulated: Input/output error",
                             std::string(disk_call_names[static_cast<std::size_t>(call)]));
}

// Which call is to fail, and how many there were.
class Tally {
  public:
    bool fails(DiskCall call) {
        const std::lock_guard lock(mutex_);
        const std::uint64_t number = ++calls_[static_cast<std::size_t>(call)];
        const bool hit = failure_.number != 0 && call == failure_.call &&
                         (number == failure_.number || (failure_.for_good && number > failure_.number));
        failed_ += hit;
        return hit;
    }
    void fail(CallFailure failure) {
        const std::lock_guard lock(mutex_);
        failure_ = failure;
        calls_ = {};
        failed_ = 0;
    }
    void heal() {
        const std::lock_guard lock(mutex_);
        failure_ = {};
    }
    std::uint64_t failed() const {
        const std::lock_guard lock(mutex_);
        return failed_;
    }
    std::uint64_t calls(DiskCall call) const {
        const std::lock_guard lock(mutex_);
        return calls_[static_cast<std::size_t>(call)];
    }

  private:
    mutable std::mutex mutex_;
    CallFailure failure_;
    std::array<std::uint64_t, disk_call_names.size()> calls_{};
    std::uint64_t failed_ = 0;
};

class WritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
  public:
    WritableFile(std::unique_ptr<rocksdb::FSWritableFile> file, Tally& tally)
        : FSWritableFileOwnerWrapper(std::move(file)), tally_(tally) {}
    IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
        if (!tally_.fails(DiskCall::write)) return target()->Append(data, options, context);
        target()->Append(Slice(data.data(), data.size() / 2), options, context).PermitUncheckedError();
        return failed_call(DiskCall::write);
    }
    IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                    IODebugContext* context) override {
        return Append(data, options, context);
    }
    IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
        if (tally_.fails(DiskCall::sync)) {
            sync_lies_ = true;
            return failed_call(DiskCall::sync);
        }
        return sync_lies_ ? IOStatus::OK() : target()->Sync(options, context);
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* context) override { return Sync(options, context); }

  private:
    Tally& tally_;
    bool sync_lies_ = false;
};

class SequentialFile final : public rocksdb::FSSequentialFileOwnerWrapper {
  public:
    SequentialFile(std::unique_ptr<rocksdb::FSSequentialFile> file, Tally& tally)
        : FSSequentialFileOwnerWrapper(std::move(file)), tally_(tally) {}
    IOStatus Read(std::size_t size, const IOOptions& options, Slice* result, char* scratch,
                  IODebugContext* context) override {
        if (!tally_.fails(DiskCall::read)) return target()->Read(size, options, result, scratch, context);
        *result = Slice(scratch, 0);
        return failed_call(DiskCall::read);
    }

  private:
    Tally& tally_;
};

class RandomAccessFile final : public rocksdb::FSRandomAccessFileOwnerWrapper {
  public:
    RandomAccessFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, Tally& tally)
        : FSRandomAccessFileOwnerWrapper(std::move(file)), tally_(tally) {}
    IOStatus Read(std::uint64_t offset, std::size_t size, const IOOptions& options, Slice* result, char* scratch,
                  IODebugContext* context) const override {
        if (!tally_.fails(DiskCall::read)) return target()->Read(offset, size, options, result, scratch, context);
        *result = Slice(scratch, 0);
        return failed_call(DiskCall::read);
    }
    // By way of Read, which counts.
    IOStatus MultiRead(rocksdb::FSReadRequest* requests, std::size_t count, const IOOptions& options,
                       IODebugContext* context) override {
        return FSRandomAccessFile::MultiRead(requests, count, options, context);
    }
    IOStatus Prefetch(std::uint64_t, std::size_t, const IOOptions&, IODebugContext*) override {
        return IOStatus::NotSupported();
    }

  private:
    Tally& tally_;
};

class FolderHandle final : public rocksdb::FSDirectoryWrapper {
  public:
    FolderHandle(std::unique_ptr<rocksdb::FSDirectory> folder, Tally& tally)
        : FSDirectoryWrapper(std::move(folder)), tally_(tally) {}
    IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
        if (tally_.fails(DiskCall::sync_folder)) return failed_call(DiskCall::sync_folder);
        return FSDirectoryWrapper::Fsync(options, context);
    }
    IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* context,
                                 const rocksdb::DirFsyncOptions&) override {
        return Fsync(options, context);
    }

  private:
    Tally& tally_;
};

class DoorEnv final : public rocksdb::EnvWrapper {
  public:
    DoorEnv(const std::shared_ptr<rocksdb::FileSystem>& files, rocksdb::Env* below)
        : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
        file_system_ = files;
        system_clock_ = below->GetSystemClock();
    }
    const char* Name() const override { return "FailingCalls"; }
    void SleepForMicroseconds(int micros) override { system_clock_->SleepForMicroseconds(micros); }
};

}  // namespace

class FailingCalls::Files final : public rocksdb::FileSystemWrapper {
  public:
    explicit Files(rocksdb::Env* below) : FileSystemWrapper(below->GetFileSystem()) {}
    const char* Name() const override { return "FailingCalls"; }

    IOStatus NewSequentialFile(const std::string& path, const FileOptions& options,
                               std::unique_ptr<rocksdb::FSSequentialFile>* result, IODebugContext* context) override {
        if (tally.fails(DiskCall::open)) return failed_call(DiskCall::open);
        IOStatus status = target()->NewSequentialFile(path, options, result, context);
        if (status.ok()) *result = std::make_unique<SequentialFile>(std::move(*result), tally);
        return status;
    }
    IOStatus NewRandomAccessFile(const std::string& path, const FileOptions& options,
                                 std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                 IODebugContext* context) override {
        if (tally.fails(DiskCall::open)) return failed_call(DiskCall::open);
        IOStatus status = target()->NewRandomAccessFile(path, options, result, context);
        if (status.ok()) *result = std::make_unique<RandomAccessFile>(std::move(*result), tally);
        return status;
    }
    IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                             std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* context) override {
        if (tally.fails(DiskCall::open)) return failed_call(DiskCall::open);
        IOStatus status = target()->NewWritableFile(path, options, result, context);
        if (status.ok()) *result = std::make_unique<WritableFile>(std::move(*result), tally);
        return status;
    }
    IOStatus NewDirectory(const std::string& path, const IOOptions& options,
                          std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext* context) override {
        if (tally.fails(DiskCall::open)) return failed_call(DiskCall::open);
        IOStatus status = target()->NewDirectory(path, options, result, context);
        if (status.ok()) *result = std::make_unique<FolderHandle>(std::move(*result), tally);
        return status;
    }
    IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                        IODebugContext* context) override {
        if (tally.fails(DiskCall::rename)) return failed_call(DiskCall::rename);
        return target()->RenameFile(from, to, options, context);
    }

    Tally tally;
};

FailingCalls::FailingCalls(rocksdb::Env* below)
    : files_(std::make_shared<Files>(below)), env_(std::make_unique<DoorEnv>(files_, below)) {}
FailingCalls::~FailingCalls() = default;
rocksdb::Env* FailingCalls::env() const { return env_.get(); }
void FailingCalls::fail(CallFailure failure) { files_->tally.fail(failure); }
void FailingCalls::heal() { files_->tally.heal(); }
std::uint64_t FailingCalls::failed() const { return files_->tally.failed(); }
std::uint64_t FailingCalls::calls(DiskCall call) const { return files_->tally.calls(call); }

}  // namespace forloeb::faults
