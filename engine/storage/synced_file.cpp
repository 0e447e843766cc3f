#include "engine/storage/synced_file.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace forloeb {
namespace {

bool write_and_sync(const std::filesystem::path& file, const std::string& text) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    const bool ok = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    return ::close(fd) == 0 && ok;
}

bool sync_directory(const std::filesystem::path& directory) {
    const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool ok = ::fsync(fd) == 0;
    ::close(fd);
    return ok;
}

}  // namespace

Status replace_file(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path temporary = file.string() + ".new";
    std::error_code error;
    bool ok = write_and_sync(temporary, text);
    if (ok) std::filesystem::rename(temporary, file, error);
    if (!ok || error || !sync_directory(file.parent_path()))
        return fail(ErrorKind::storage, "Cannot write " + file.string() + ": check permissions and free space.");
    return {};
}

}  // namespace forloeb
