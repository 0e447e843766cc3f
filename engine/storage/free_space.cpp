#include "engine/storage/free_space.hpp"

#include <fcntl.h>
#include <rocksdb/env.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>

#include "engine/storage/rocksdb_words.hpp"
#include "engine/storage/store_limits.hpp"

namespace forloeb {
namespace {

// An event is written to the log and to its stream's copy, each first to the write-ahead log and then to a table.
constexpr std::uint64_t copies_of_an_event = 4;

tl::unexpected<Error> full(std::uint64_t free, std::uint64_t needed, const char* what) {
    return fail(ErrorKind::storage_full, "The disk of the data directory has " + std::to_string(free) + " bytes free; " +
                                             std::to_string(needed) + " are needed " + what + ". Nothing was written. Free some space and try again.");
}

// Blocks are reserved, not written. A half-made ballast is worse than none.
bool reserve(const std::filesystem::path& file, std::uint64_t bytes) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    const bool done = ::posix_fallocate(fd, 0, static_cast<off_t>(bytes)) == 0;
    ::close(fd);
    if (!done) ::unlink(file.c_str());
    return done;
}

}  // namespace

FreeSpace::FreeSpace(std::filesystem::path directory, rocksdb::Env* disk, std::uint64_t floor, bool keep_ballast)
    : directory_(std::move(directory)), disk_(disk != nullptr ? disk : rocksdb::Env::Default()), floor_(std::max(floor, space_floor_min)), keep_ballast_(keep_ballast) {
    std::error_code error;
    has_ballast_ = std::filesystem::file_size(ballast_file(), error) == floor_ && !error;
}

Result<std::uint64_t> FreeSpace::free_bytes() const {
    std::uint64_t free = 0;
    if (const rocksdb::Status status = disk_->GetFreeSpace(directory_.string(), &free); !status.ok())
        return tl::make_unexpected(error_of(status, "asking for free space"));
    return free;
}

Status FreeSpace::before_opening() {
    const std::uint64_t needed = needed_to_open();
    FORLOEB_TRY(std::uint64_t free, free_bytes());
    std::error_code error;
    if (free < needed && std::filesystem::remove(ballast_file(), error)) {
        has_ballast_ = false;
        spdlog::warn("storage: {} bytes free, gave up the ballast to open the data directory", free);
        FORLOEB_TRY(free, free_bytes());
    }
    if (free < needed) return full(free, needed, "to open the data directory");
    return {};
}

void FreeSpace::after_opening() {
    if (const auto free = free_bytes(); free && keep_ballast_ && !has_ballast_) lay_down_ballast(*free);
}

std::uint64_t FreeSpace::needed_to_open() const {
    std::vector<rocksdb::Env::FileAttributes> files;
    if (!disk_->GetChildrenFileAttributes(directory_.string(), &files).ok()) return floor_ / 2;
    std::uint64_t bytes = 0;
    for (const auto& file : files) bytes += file.size_bytes;
    return std::min(floor_ / 2, 2 * bytes + floor_ / 64);
}

Status FreeSpace::before_writing(std::uint64_t bytes) {
    FORLOEB_TRY(const std::uint64_t free, free_bytes());
    const std::uint64_t needed = floor_ + copies_of_an_event * bytes;
    if (free < needed) {
        if (!std::exchange(full_, true)) spdlog::warn("storage full: {} bytes free, {} needed: appends are refused until there is room", free, needed);
        return full(free, needed, "before anything is appended");
    }
    if (std::exchange(full_, false)) spdlog::warn("storage: {} bytes free: appends are taken again", free);
    if (keep_ballast_ && !has_ballast_) lay_down_ballast(free);
    return {};
}

void FreeSpace::lay_down_ballast(std::uint64_t free) {
    if (free < 3 * floor_) return;  // never so that appends would be refused for its sake
    has_ballast_ = reserve(ballast_file(), floor_);
    if (!has_ballast_) {
        keep_ballast_ = false;  // the file system cannot reserve: once is enough to know
        spdlog::warn("storage: no ballast could be laid down: a full disk may have to be freed before the next start");
    }
}

std::filesystem::path FreeSpace::ballast_file() const { return directory_.parent_path() / "ballast"; }

}  // namespace forloeb
