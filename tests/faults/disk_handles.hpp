// What RocksDB holds of an open file or folder of a simulated disk: each call goes to the disk (`Files`), with the power
// cycle in which the file was opened, so that a handle from before a cut is dead after it. As many threads as the disk.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <string>
#include <utility>

#include "tests/faults/disk_contents.hpp"

namespace forloeb::faults {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

template <typename Files>
struct Opened {
    Files& files;
    Body body;
    std::uint64_t life;
    std::string name;
};

template <typename Files>
class SequentialFile final : public rocksdb::FSSequentialFile {
  public:
    explicit SequentialFile(Opened<Files> opened) : opened_(std::move(opened)) {}
    IOStatus Read(std::size_t size, const IOOptions&, Slice* result, char* scratch, IODebugContext*) override {
        const IOStatus status = opened_.files.read(*opened_.body, opened_.life, offset_, size, result, scratch);
        offset_ += result->size();
        return status;
    }
    IOStatus Skip(std::uint64_t size) override {
        offset_ += size;
        return IOStatus::OK();
    }

  private:
    Opened<Files> opened_;
    std::uint64_t offset_ = 0;
};

template <typename Files>
class RandomAccessFile final : public rocksdb::FSRandomAccessFile {
  public:
    explicit RandomAccessFile(Opened<Files> opened) : opened_(std::move(opened)) {}
    IOStatus Read(std::uint64_t offset, std::size_t size, const IOOptions&, Slice* result, char* scratch,
                  IODebugContext*) const override {
        return opened_.files.read(*opened_.body, opened_.life, offset, size, result, scratch);
    }

  private:
    Opened<Files> opened_;
};

template <typename Files>
class WritableFile final : public rocksdb::FSWritableFile {
  public:
    explicit WritableFile(Opened<Files> opened) : opened_(std::move(opened)) {}
    IOStatus Append(const Slice& data, const IOOptions&, IODebugContext*) override {
        return opened_.files.append(*opened_.body, opened_.life, opened_.name, data);
    }
    IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                    IODebugContext* context) override {
        return Append(data, options, context);
    }
    IOStatus Truncate(std::uint64_t size, const IOOptions&, IODebugContext*) override {
        return opened_.files.truncate(*opened_.body, opened_.life, opened_.name, size);
    }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
    IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
    IOStatus Sync(const IOOptions&, IODebugContext*) override {
        return opened_.files.sync(*opened_.body, opened_.life, opened_.name);
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* context) override { return Sync(options, context); }
    // A hint to begin writing back; whoever takes it for a sync loses data.
    IOStatus RangeSync(std::uint64_t, std::uint64_t, const IOOptions&, IODebugContext*) override {
        return IOStatus::OK();
    }
    bool IsSyncThreadSafe() const override { return true; }
    std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override {
        return opened_.files.size_of(*opened_.body);
    }

  private:
    Opened<Files> opened_;
};

template <typename Files>
class RandomRWFile final : public rocksdb::FSRandomRWFile {
  public:
    explicit RandomRWFile(Opened<Files> opened) : opened_(std::move(opened)) {}
    IOStatus Write(std::uint64_t offset, const Slice& data, const IOOptions&, IODebugContext*) override {
        return opened_.files.write_over(*opened_.body, opened_.life, opened_.name, offset, data);
    }
    IOStatus Read(std::uint64_t offset, std::size_t size, const IOOptions&, Slice* result, char* scratch,
                  IODebugContext*) const override {
        return opened_.files.read(*opened_.body, opened_.life, offset, size, result, scratch);
    }
    IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
    IOStatus Sync(const IOOptions&, IODebugContext*) override {
        return opened_.files.sync(*opened_.body, opened_.life, opened_.name);
    }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

  private:
    Opened<Files> opened_;
};

template <typename Files>
class FolderHandle final : public rocksdb::FSDirectory {
  public:
    FolderHandle(Files& files, std::uint64_t life, std::string path)
        : files_(files), life_(life), path_(std::move(path)) {}
    IOStatus Fsync(const IOOptions&, IODebugContext*) override { return files_.sync_folder(life_, path_); }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

  private:
    Files& files_;
    std::uint64_t life_;
    std::string path_;
};

}  // namespace forloeb::faults
