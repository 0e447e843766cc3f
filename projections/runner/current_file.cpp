#include "projections/runner/current_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <string>

namespace forloeb {
namespace {

tl::unexpected<Error> cannot(const char* what, const std::filesystem::path& folder) {
    return fail(ErrorKind::storage, std::string("Cannot ") + what + " CURRENT of projection " + folder.filename().string() + ".");
}

bool write_synced(const std::filesystem::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (descriptor < 0) return false;
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool synced = written && ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && synced;
}

bool sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool synced = ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && synced;
}

}  // namespace

Result<std::optional<std::uint64_t>> read_current(const std::filesystem::path& folder) {
    std::ifstream file(folder / "CURRENT");
    if (!file) return std::nullopt;
    std::string text;
    std::getline(file, text);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return fail(ErrorKind::damaged, "CURRENT of projection " + folder.filename().string() + " names no generation.");
    return number;
}

Status write_current(const std::filesystem::path& folder, std::uint64_t generation) {
    const std::filesystem::path next = folder / "CURRENT.next";
    if (!write_synced(next, std::to_string(generation) + "\n")) return cannot("write", folder);
    std::error_code error;
    std::filesystem::rename(next, folder / "CURRENT", error);
    if (error || !sync_folder(folder)) return cannot("replace", folder);
    return {};
}

}  // namespace forloeb
