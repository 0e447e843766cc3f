#include "engine/storage/stored_files.hpp"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>

#include <algorithm>
#include <limits>

#include "engine/storage/record_framing.hpp"
#include "engine/storage/rocksdb_words.hpp"

namespace forloeb {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

StoredFile::Kind kind_of(rocksdb::FileType type) {
    switch (type) {
        case rocksdb::kWalFile:
        case rocksdb::kDescriptorFile: return StoredFile::Kind::growing;
        case rocksdb::kCurrentFile: return StoredFile::Kind::current;
        default: return StoredFile::Kind::other;
    }
}

tl::unexpected<Error> damaged(const StoredFile& file, const std::string& how) {
    return fail(ErrorKind::damaged, file.path.string() + " is not what was written: " + how + ". Restore from a backup; do not delete the data directory.");
}

/// What the pieces of one file add up to.
class Reading {
  public:
    explicit Reading(const StoredFile& file) : file_(file) {}

    void take(const rocksdb::Slice& piece) {
        switch (file_.kind) {
            case StoredFile::Kind::rows: checksum_->Update(piece.data(), piece.size()); break;
            case StoredFile::Kind::growing: framing_.read({piece.data(), piece.size()}); break;
            case StoredFile::Kind::current: content_.append(piece.data(), piece.size()); break;
            case StoredFile::Kind::other: break;
        }
    }
    Status finish() {
        checksum_->Finalize();
        framing_.finish();
        if (file_.kind == StoredFile::Kind::rows && checksum_->GetChecksum() != file_.checksum) return damaged(file_, "its checksum is another");
        if (const auto at = framing_.damaged_at()) return damaged(file_, "the record at byte " + std::to_string(*at) + " does not match its checksum");
        if (file_.kind == StoredFile::Kind::current && content_ != file_.checksum) return damaged(file_, "it names another MANIFEST");
        return {};
    }

  private:
    const StoredFile& file_;
    std::unique_ptr<rocksdb::FileChecksumGenerator> checksum_ = rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator({});
    RecordFraming framing_;
    std::string content_;
};

}  // namespace

Result<std::vector<StoredFile>> list_files(rocksdb::DB& db) {
    std::vector<rocksdb::LiveFileMetaData> rows;
    db.GetLiveFilesMetaData(&rows);
    std::vector<StoredFile> files;
    for (const rocksdb::LiveFileMetaData& file : rows)
        files.push_back({std::filesystem::path(file.directory) / file.relative_filename, StoredFile::Kind::rows, file.size,
                         file.column_family_name, file.file_checksum});
    rocksdb::LiveFilesStorageInfoOptions as_they_are;
    as_they_are.wal_size_for_flush = std::numeric_limits<std::uint64_t>::max();  // never flush for this
    std::vector<rocksdb::LiveFileStorageInfo> all;
    const rocksdb::Status status = db.GetLiveFilesStorageInfo(as_they_are, &all);
    if (status.IsNotSupported()) return files;  // opened to be looked at (Store::look)
    if (!status.ok()) return tl::make_unexpected(error_of(status, "listing its files"));
    for (const rocksdb::LiveFileStorageInfo& file : all)
        if (file.file_type != rocksdb::kTableFile)
            files.push_back({std::filesystem::path(file.directory) / file.relative_filename, kind_of(file.file_type), file.size, {}, file.replacement_contents});
    return files;
}

Status check_file(rocksdb::Env& disk, const StoredFile& file, const std::function<bool(std::size_t)>& read) {
    std::unique_ptr<rocksdb::SequentialFile> in;
    const rocksdb::Status opened = disk.NewSequentialFile(file.path.string(), &in, rocksdb::EnvOptions());
    if (!opened.ok()) return fail(ErrorKind::not_found, file.path.string() + " cannot be opened. Restore from a backup.");
    Reading reading(file);
    std::vector<char> buffer(piece_bytes);
    for (std::uint64_t at = 0; at < file.bytes;) {
        rocksdb::Slice piece;
        const rocksdb::Status status = in->Read(std::min<std::uint64_t>(file.bytes - at, buffer.size()), &piece, buffer.data());
        if (!status.ok()) return damaged(file, "it cannot be read from byte " + std::to_string(at) + " on");
        if (piece.empty()) return damaged(file, "it ends at byte " + std::to_string(at) + " instead of " + std::to_string(file.bytes));
        reading.take(piece);
        at += piece.size();
        if (!read(piece.size())) return {};
    }
    return reading.finish();
}

}  // namespace forloeb
