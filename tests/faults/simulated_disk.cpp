#include "tests/faults/simulated_disk.hpp"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/system_clock.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <set>

#include "tests/faults/disk_handles.hpp"

namespace forloeb::faults {
namespace {

constexpr unsigned in_flight_done_percent = 50;

IOStatus power_is_off() { return IOStatus::IOError("the simulated disk has no power"); }
IOStatus no_such(const std::string& path) { return IOStatus::NotFound(path, "not on the simulated disk"); }

std::string kind_of_file(const std::string& name) {
    if (name.ends_with(".log")) return "write-ahead log";
    if (name.ends_with(".sst")) return "table";
    return name.starts_with("MANIFEST") ? "MANIFEST" : "other";
}

class SilentLogger final : public rocksdb::Logger {
  public:
    using rocksdb::Logger::Logv;
    void Logv(const char*, va_list) override {}
    std::size_t GetLogFileSize() const override { return 0; }
};

class HeldLock final : public rocksdb::FileLock {
  public:
    explicit HeldLock(std::string held) : path(std::move(held)) {}
    const std::string path;
};

class ImpatientClock final : public rocksdb::SystemClockWrapper {
  public:
    ImpatientClock() : SystemClockWrapper(rocksdb::SystemClock::Default()) {}
    const char* Name() const override { return "ImpatientClock"; }
    void SleepForMicroseconds(int micros) override { SystemClockWrapper::SleepForMicroseconds(micros / 1000); }
};

// Without the switched-off power and the dice: what an operation does to the contents.
void rename(DiskContents& contents, const Body& body, const std::string& from, const std::string& to) {
    Folder& source = *contents.folder_around(from);
    Folder& target = *contents.folder_around(to);
    const std::pair<std::string, Body> gone(DiskContents::name_of(from), nullptr),
        there(DiskContents::name_of(to), body);
    if (&source == &target) {
        source.change({gone, there});  // atomic
    } else {
        target.change({there});
        source.change({gone});
    }
}

}  // namespace

// RocksDB's view of the disk. One lock for everything: these tests are not about speed under contention.
class SimulatedDisk::Files final : public rocksdb::FileSystem {
  public:
    static constexpr std::uint64_t unlimited = ~std::uint64_t{0};

    explicit Files(std::uint64_t seed) : dice_(seed) {}
    const char* Name() const override { return "SimulatedDisk"; }

    // ---- power ----

    void cut_after(std::uint64_t count) {
        const std::lock_guard lock(mutex_);
        cut_at_ = operations_ + count;
    }
    void cut_now() {
        const std::lock_guard lock(mutex_);
        if (!off_) go_dark("idle", false);
    }
    bool is_off() const {
        const std::lock_guard lock(mutex_);
        return off_;
    }
    CutReport power_on() {
        const std::lock_guard lock(mutex_);
        if (!off_) go_dark("idle", false);
        contents_.lose(dice_, report_);
        locks_.clear();
        operations_ = 0;
        ++life_;
        off_ = false;
        return report_;
    }
    void set_capacity(std::uint64_t bytes) {
        const std::lock_guard lock(mutex_);
        capacity_ = bytes;
    }
    void fill_at_write(std::string kind, std::uint64_t count, std::uint64_t left) {
        const std::lock_guard lock(mutex_);
        filling_ = {std::move(kind), count, left};
    }
    std::uint64_t used() const {
        const std::lock_guard lock(mutex_);
        return contents_.bytes();
    }
    DiskCounts counts() const {
        const std::lock_guard lock(mutex_);
        return counts_;
    }

    // ---- what open files and folders do; `life` is the power cycle in which they were opened ----

    IOStatus append(FileBody& body, std::uint64_t life, const std::string& name, const Slice& data) {
        const std::lock_guard lock(mutex_);
        if (off_ || life != life_) return power_is_off();
        fill_if_due(name);
        // What fits is written, as a real disk does: a full disk leaves torn records behind.
        const std::size_t fits = std::min<std::uint64_t>(data.size(), free_bytes());
        const IOStatus done = change(life, "append", name, [&] { body.bytes.append(data.data(), fits); });
        if (!done.ok() || fits == data.size()) return done;
        ++counts_.met_the_end[kind_of_file(name)];
        return IOStatus::NoSpace(name, "the simulated disk is full");
    }
    IOStatus sync(FileBody& body, std::uint64_t life, const std::string& name) {
        const std::lock_guard lock(mutex_);
        return change(life, "sync", name, [&] {
            body.safe = body.bytes.size();
            body.unsafe.clear();
            ++counts_.syncs;
        });
    }
    IOStatus write_over(FileBody& body, std::uint64_t life, const std::string& name, std::uint64_t offset,
                        const Slice& data) {
        const std::lock_guard lock(mutex_);
        return change(life, "write over", name, [&] { body.write_over(offset, data.data(), data.size()); });
    }
    IOStatus truncate(FileBody& body, std::uint64_t life, const std::string& name, std::uint64_t size) {
        const std::lock_guard lock(mutex_);
        return change(life, "truncate", name, [&] {
            body.bytes.resize(size);
            body.safe = std::min<std::size_t>(body.safe, size);
        });
    }
    IOStatus sync_folder(std::uint64_t life, const std::string& path) {
        const std::lock_guard lock(mutex_);
        return change(life, "sync folder", DiskContents::name_of(path), [&] {
            contents_.make_folder(path).sync();
            ++counts_.folder_syncs;
        });
    }
    IOStatus read(const FileBody& body, std::uint64_t life, std::uint64_t offset, std::size_t size, Slice* result,
                  char* scratch) const {
        const std::lock_guard lock(mutex_);
        *result = Slice(scratch, 0);
        if (off_ || life != life_) return power_is_off();
        if (offset >= body.bytes.size()) return IOStatus::OK();
        const std::size_t taken = std::min<std::size_t>(size, body.bytes.size() - offset);
        std::memcpy(scratch, body.bytes.data() + offset, taken);
        *result = Slice(scratch, taken);
        return IOStatus::OK();
    }
    std::uint64_t size_of(const FileBody& body) const {
        const std::lock_guard lock(mutex_);
        return body.bytes.size();
    }

    // ---- rocksdb::FileSystem: files and folders ----

    IOStatus NewSequentialFile(const std::string& path, const FileOptions&,
                               std::unique_ptr<rocksdb::FSSequentialFile>* result, IODebugContext*) override;
    IOStatus NewRandomAccessFile(const std::string& path, const FileOptions&,
                                 std::unique_ptr<rocksdb::FSRandomAccessFile>* result, IODebugContext*) override;
    IOStatus NewWritableFile(const std::string& path, const FileOptions&,
                             std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext*) override;
    IOStatus NewRandomRWFile(const std::string& path, const FileOptions&,
                             std::unique_ptr<rocksdb::FSRandomRWFile>* result, IODebugContext*) override;
    IOStatus NewDirectory(const std::string& path, const IOOptions&, std::unique_ptr<rocksdb::FSDirectory>* result,
                          IODebugContext*) override;

    // ---- names ----

    IOStatus FileExists(const std::string& path, const IOOptions&, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        return contents_.find(path) || contents_.folder(path) != nullptr ? IOStatus::OK() : no_such(path);
    }
    IOStatus GetChildren(const std::string& path, const IOOptions&, std::vector<std::string>* names,
                         IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        if (contents_.folder(path) == nullptr) return no_such(path);
        *names = contents_.list(path);
        return IOStatus::OK();
    }
    IOStatus DeleteFile(const std::string& path, const IOOptions&, IODebugContext*) override {
        return change_names("remove", path, path, [&](const Body&) {
            contents_.folder_around(path)->change({{DiskContents::name_of(path), nullptr}});
        });
    }
    IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions&, IODebugContext*) override {
        return change_names("rename", from, to, [&](const Body& body) { rename(contents_, body, from, to); });
    }
    IOStatus LinkFile(const std::string& from, const std::string& to, const IOOptions&, IODebugContext*) override {
        return change_names("link", from, to, [&](const Body& body) {
            contents_.folder_around(to)->change({{DiskContents::name_of(to), body}});
        });
    }
    IOStatus CreateDir(const std::string& path, const IOOptions&, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        if (contents_.folder(path) != nullptr) return IOStatus::IOError(path, "the folder exists");
        std::ignore = contents_.make_folder(path);
        return IOStatus::OK();
    }
    IOStatus CreateDirIfMissing(const std::string& path, const IOOptions&, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        std::ignore = contents_.make_folder(path);
        return IOStatus::OK();
    }
    IOStatus DeleteDir(const std::string& path, const IOOptions&, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        if (contents_.folder(path) == nullptr) return no_such(path);
        if (!contents_.list(path).empty()) return IOStatus::IOError(path, "the folder is not empty");
        contents_.remove_folder(path);
        return IOStatus::OK();
    }

    // ---- what RocksDB asks about them ----

    IOStatus IsDirectory(const std::string& path, const IOOptions&, bool* is_folder, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        *is_folder = contents_.folder(path) != nullptr;
        return *is_folder || contents_.find(path) ? IOStatus::OK() : no_such(path);
    }
    IOStatus GetFileSize(const std::string& path, const IOOptions&, std::uint64_t* size, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        const Body body = contents_.find(path);
        if (!body) return no_such(path);
        *size = body->bytes.size();
        return IOStatus::OK();
    }
    IOStatus GetFileModificationTime(const std::string& path, const IOOptions&, std::uint64_t* time,
                                     IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        if (!contents_.find(path)) return no_such(path);
        *time = 0;
        return IOStatus::OK();
    }
    IOStatus LockFile(const std::string& path, const IOOptions&, rocksdb::FileLock** held, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        *held = nullptr;
        if (off_) return power_is_off();
        if (!locks_.insert(path).second) return IOStatus::IOError("lock " + path, "it is held already");
        *held = std::make_unique<HeldLock>(path).release();
        return IOStatus::OK();
    }
    IOStatus UnlockFile(rocksdb::FileLock* held, const IOOptions&, IODebugContext*) override {
        const std::unique_ptr<HeldLock> mine(static_cast<HeldLock*>(held));
        const std::lock_guard lock(mutex_);
        locks_.erase(mine->path);  // also without power: a dead machine holds no locks
        return IOStatus::OK();
    }
    IOStatus NewLogger(const std::string&, const IOOptions&, std::shared_ptr<rocksdb::Logger>* logger,
                       IODebugContext*) override {
        *logger = std::make_shared<SilentLogger>();
        return IOStatus::OK();
    }
    IOStatus GetAbsolutePath(const std::string& path, const IOOptions&, std::string* absolute,
                             IODebugContext*) override {
        *absolute = path;
        return IOStatus::OK();
    }
    IOStatus GetFreeSpace(const std::string&, const IOOptions&, std::uint64_t* free, IODebugContext*) override {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        *free = free_bytes();
        return IOStatus::OK();
    }
    IOStatus GetTestDirectory(const IOOptions&, std::string*, IODebugContext*) override {
        return IOStatus::NotSupported("the simulated disk has no test directory");
    }

  private:
    std::uint64_t free_bytes() const {
        if (capacity_ == unlimited) return unlimited / 2;
        const std::uint64_t bytes = contents_.bytes();
        return bytes < capacity_ ? capacity_ - bytes : 0;
    }
    void fill_if_due(const std::string& name) {
        if (filling_.count == 0 || kind_of_file(name) != filling_.kind || --filling_.count > 0) return;
        capacity_ = contents_.bytes() + filling_.left;
    }
    // Does `effect` unless the power is off; the lock is held. The operation at which the power goes is reported as failed,
    // but the dice say whether it had reached the disk.
    template <typename Effect>
    IOStatus change(std::uint64_t life, const char* verb, const std::string& name, Effect effect) {
        if (off_ || life != life_) return power_is_off();
        ++operations_;
        ++counts_.operations;
        if (operations_ != cut_at_) {
            effect();
            return IOStatus::OK();
        }
        const bool done = dice_.chance(in_flight_done_percent);
        if (done) effect();
        go_dark(std::string(verb) + " " + name, done);
        return power_is_off();
    }
    template <typename Effect>
    IOStatus change_names(const char* verb, const std::string& from, const std::string& to, Effect effect) {
        const std::lock_guard lock(mutex_);
        if (off_) return power_is_off();
        const Body body = contents_.find(from);
        if (!body) return no_such(from);
        if (contents_.folder_around(to) == nullptr) return no_such(to);
        return change(life_, verb, DiskContents::name_of(from), [&] { effect(body); });
    }
    void go_dark(std::string during, bool done) {
        off_ = true;
        cut_at_ = 0;
        report_ = CutReport{};
        report_.operation = operations_;
        report_.during = std::move(during);
        report_.in_flight_done = done;
    }

    mutable std::mutex mutex_;
    Dice dice_;
    DiskContents contents_;
    std::set<std::string> locks_;
    std::uint64_t operations_ = 0;  // since power came on
    std::uint64_t cut_at_ = 0;      // 0 = never
    std::uint64_t life_ = 1;
    std::uint64_t capacity_ = unlimited;
    struct Filling {
        std::string kind;
        std::uint64_t count = 0;  // writes to go; 0 = never
        std::uint64_t left = 0;
    } filling_;
    bool off_ = false;
    CutReport report_;
    DiskCounts counts_;
};

namespace {

class DiskEnv final : public rocksdb::EnvWrapper {
  public:
    explicit DiskEnv(std::shared_ptr<rocksdb::FileSystem> files)
        : EnvWrapper(rocksdb::NewCompositeEnv(files)), clock_(std::make_shared<ImpatientClock>()) {
        file_system_ = std::move(files);
        system_clock_ = clock_;
    }
    const char* Name() const override { return "SimulatedDisk"; }
    void SleepForMicroseconds(int micros) override { clock_->SleepForMicroseconds(micros); }

  private:
    std::shared_ptr<ImpatientClock> clock_;
};

}  // namespace

IOStatus SimulatedDisk::Files::NewSequentialFile(const std::string& path, const FileOptions&,
                                                 std::unique_ptr<rocksdb::FSSequentialFile>* result, IODebugContext*) {
    const std::lock_guard lock(mutex_);
    if (off_) return power_is_off();
    const Body body = contents_.find(path);
    if (!body) return no_such(path);
    *result = std::make_unique<SequentialFile<Files>>(Opened<Files>{*this, body, life_, DiskContents::name_of(path)});
    return IOStatus::OK();
}

IOStatus SimulatedDisk::Files::NewRandomAccessFile(const std::string& path, const FileOptions&,
                                                   std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                                   IODebugContext*) {
    const std::lock_guard lock(mutex_);
    if (off_) return power_is_off();
    const Body body = contents_.find(path);
    if (!body) return no_such(path);
    *result = std::make_unique<RandomAccessFile<Files>>(Opened<Files>{*this, body, life_, DiskContents::name_of(path)});
    return IOStatus::OK();
}

IOStatus SimulatedDisk::Files::NewWritableFile(const std::string& path, const FileOptions&,
                                               std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext*) {
    const std::lock_guard lock(mutex_);
    if (off_) return power_is_off();
    Folder* around = contents_.folder_around(path);
    if (around == nullptr) return no_such(path);
    const std::string name = DiskContents::name_of(path);
    const auto body = std::make_shared<FileBody>();
    const IOStatus status = change(life_, "create", name, [&] {
        around->change({{name, body}});
        if (name.ends_with(".sst")) ++counts_.tables_made;
    });
    if (status.ok()) *result = std::make_unique<WritableFile<Files>>(Opened<Files>{*this, body, life_, name});
    return status;
}

IOStatus SimulatedDisk::Files::NewRandomRWFile(const std::string& path, const FileOptions&,
                                               std::unique_ptr<rocksdb::FSRandomRWFile>* result, IODebugContext*) {
    const std::lock_guard lock(mutex_);
    if (off_) return power_is_off();
    const Body body = contents_.find(path);
    if (!body) return no_such(path);
    *result = std::make_unique<RandomRWFile<Files>>(Opened<Files>{*this, body, life_, DiskContents::name_of(path)});
    return IOStatus::OK();
}

IOStatus SimulatedDisk::Files::NewDirectory(const std::string& path, const IOOptions&,
                                            std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext*) {
    const std::lock_guard lock(mutex_);
    if (off_) return power_is_off();
    if (contents_.folder(path) == nullptr) return no_such(path);
    *result = std::make_unique<FolderHandle<Files>>(*this, life_, path);
    return IOStatus::OK();
}

SimulatedDisk::SimulatedDisk(std::uint64_t seed)
    : files_(std::make_shared<Files>(seed)), env_(std::make_unique<DiskEnv>(files_)) {}
SimulatedDisk::~SimulatedDisk() = default;
rocksdb::Env* SimulatedDisk::env() const { return env_.get(); }
void SimulatedDisk::cut_after(std::uint64_t count) { files_->cut_after(count); }
void SimulatedDisk::cut_now() { files_->cut_now(); }
bool SimulatedDisk::is_off() const { return files_->is_off(); }
CutReport SimulatedDisk::power_on() { return files_->power_on(); }
void SimulatedDisk::set_capacity(std::uint64_t bytes) { files_->set_capacity(bytes); }
void SimulatedDisk::fill_at_write(std::string kind, std::uint64_t count, std::uint64_t left) {
    files_->fill_at_write(std::move(kind), count, left);
}
std::uint64_t SimulatedDisk::used() const { return files_->used(); }
DiskCounts SimulatedDisk::counts() const { return files_->counts(); }

}  // namespace forloeb::faults
