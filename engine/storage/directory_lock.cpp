#include "engine/storage/directory_lock.hpp"

#include <rocksdb/env.h>

#include "engine/storage/rocksdb_words.hpp"

namespace forloeb {

Result<std::unique_ptr<DirectoryLock>> DirectoryLock::take(const std::filesystem::path& data, rocksdb::Env* disk) {
    rocksdb::Env& env = disk != nullptr ? *disk : *rocksdb::Env::Default();
    rocksdb::FileLock* lock = nullptr;
    rocksdb::Status status = env.CreateDirIfMissing(data.string());
    if (status.ok()) status = env.LockFile((data / "LOCK").string(), &lock);
    if (!status.ok()) {
        const std::string words = status.ToString();
        if (words.find("Resource temporarily unavailable") != std::string::npos || words.find("lock hold by current process") != std::string::npos)
            return fail(ErrorKind::conflict, "Another process has this data directory open. Stop it, or talk to it with --server.");
        return tl::make_unexpected(error_of(status, "locking the data directory"));
    }
    return std::unique_ptr<DirectoryLock>(new DirectoryLock(env, lock));
}

DirectoryLock::~DirectoryLock() { disk_.UnlockFile(lock_).PermitUncheckedError(); }

}  // namespace forloeb
