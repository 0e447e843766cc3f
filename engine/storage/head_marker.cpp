#include "engine/storage/head_marker.hpp"

#include <rocksdb/env.h>

#include "engine/storage/plain_files.hpp"
#include "engine/storage/rocksdb_words.hpp"

namespace forloeb {
namespace {

std::string marker_file(const std::filesystem::path& data) { return (data / "HEAD-MARKER").string(); }

// Under another name first: a marker that is there has a slot that can be read, whenever the power goes.
rocksdb::Status make_file(rocksdb::Env& disk, const std::filesystem::path& data, const HeadMark& first) {
    const std::string fresh = marker_file(data) + ".new";
    rocksdb::Status status = disk.CreateDirIfMissing(data.string());
    if (status.ok()) status = write_file(disk, fresh, encode_mark(first) + std::string(mark_slot_bytes, '\0'));
    if (status.ok()) status = disk.RenameFile(fresh, marker_file(data));
    if (status.ok()) status = sync_folder(disk, data);
    return status;
}

}  // namespace

Result<std::optional<HeadMark>> HeadMarker::read(const std::filesystem::path& data, rocksdb::Env* disk) {
    rocksdb::Env* const env = disk != nullptr ? disk : rocksdb::Env::Default();
    const rocksdb::Status there = env->FileExists(marker_file(data));
    if (there.IsNotFound()) return std::optional<HeadMark>();
    std::string bytes;
    const rocksdb::Status read = there.ok() ? rocksdb::ReadFileToString(env, marker_file(data), &bytes) : there;
    if (!read.ok()) return tl::make_unexpected(error_of(read, "reading HEAD-MARKER"));
    const std::optional<HeadMark> mark = decode_marks(as_bytes(bytes));
    if (!mark)
        return fail(ErrorKind::damaged, marker_file(data) + " cannot be read: neither of its slots (byte 0 and byte " + std::to_string(mark_slot_bytes) +
                                            ") matches its checksum, so the head of the log cannot be proven. Restore from a backup; do not delete the data directory.");
    return mark;
}

HeadMarker::HeadMarker(Wiring wiring) : wiring_(std::move(wiring)) {
    if (wiring_.disk == nullptr) wiring_.disk = rocksdb::Env::Default();
}

Result<std::unique_ptr<HeadMarker>> HeadMarker::start(Wiring wiring, const std::optional<HeadMark>& before) {
    std::unique_ptr<HeadMarker> marker(new HeadMarker(std::move(wiring)));
    HeadMark now = marker->wiring_.durable();
    now.sequence = 0;
    rocksdb::Status status = before ? rocksdb::Status::OK() : make_file(*marker->wiring_.disk, marker->wiring_.data, now);
    marker->last_ = before ? *before : now;
    if (status.ok()) status = marker->wiring_.disk->NewRandomRWFile(marker_file(marker->wiring_.data), &marker->file_, plain_files());
    if (!status.ok()) return tl::make_unexpected(error_of(status, "making HEAD-MARKER"));
    if (before) FORLOEB_CHECK(marker->write(now));
    marker->thread_ = std::thread([&self = *marker] { self.run(); });
    return marker;
}

HeadMarker::~HeadMarker() { join(); }

void HeadMarker::join() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void HeadMarker::run() {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            if (wake_.wait_for(lock, wiring_.every, [this] { return stopping_; })) return;
        }
        const HeadMark now = wiring_.durable();
        if (now.next == last_.next) continue;
        if (const Status written = write(now); !written) {
            failed_ = true;
            wiring_.on_failure(written.error());
            return;
        }
    }
}

void HeadMarker::stop_cleanly() {
    join();
    HeadMark now = wiring_.durable();
    now.clean = true;
    // Twice, once in each slot: a single bad byte must not make the marker older.
    for (int slot = 0; slot < 2 && !failed_; ++slot) failed_ = !write(now);
}

Status HeadMarker::write(HeadMark mark) {
    mark.sequence = last_.sequence + 1;
    rocksdb::Status status = file_->Write(mark.sequence % 2 * mark_slot_bytes, encode_mark(mark));
    if (status.ok()) status = file_->Sync();
    if (!status.ok()) {
        Error error = error_of(status, "writing HEAD-MARKER");
        error.kind = ErrorKind::storage;
        return tl::make_unexpected(std::move(error));
    }
    last_ = mark;
    return {};
}

}  // namespace forloeb
