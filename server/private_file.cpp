#include "server/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

namespace forloeb {

Status write_private_file(const std::filesystem::path& file, std::string_view text) {
    const auto failed = [&] { return fail(ErrorKind::storage_full, "Cannot write " + file.string() + ": " + std::strerror(errno) + "."); };
    // Another's file is not taken over: what it was opened as it stays.
    ::unlink(file.c_str());
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (out < 0) return failed();
    while (!text.empty()) {
        const auto written = ::write(out, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            ::close(out);
            return failed();
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    const bool synced = ::fsync(out) == 0;
    if (::close(out) != 0 || !synced) return failed();
    return {};
}

}  // namespace forloeb
