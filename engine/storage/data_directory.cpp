#include "engine/storage/data_directory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <map>

namespace forloeb {
namespace {

std::filesystem::path description_file(const std::filesystem::path& data) { return data / "FORMAT"; }

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

std::string DataDescription::text() const {
    return "forloeb data directory\nformat " + std::to_string(format) + "\ncontroller " + controller + "\norigin " + origin + "\nkeys " + keys + "\n";
}

Result<std::optional<DataDescription>> read_description(const std::filesystem::path& data) {
    std::error_code error;
    if (!std::filesystem::exists(description_file(data), error)) return std::optional<DataDescription>();
    std::ifstream in(description_file(data));
    std::string line;
    std::map<std::string, std::string> values;
    const bool ours = std::getline(in, line) && line == "forloeb data directory";
    while (std::getline(in, line)) {
        const std::size_t space = line.find(' ');
        if (space != std::string::npos) values[line.substr(0, space)] = line.substr(space + 1);
    }
    const std::string& format = values["format"];
    if (!ours || format.empty() || format.size() > 6 || format.find_first_not_of("0123456789") != std::string::npos)
        return fail(ErrorKind::damaged, description_file(data).string() + " is not readable. Restore the directory from a backup, or name another with --data.");
    DataDescription description{std::stoi(format), values["controller"], values["origin"], values["keys"]};
    if (description.format > data_format)
        return fail(ErrorKind::unsupported, "The data directory has format " + format + "; this program knows formats up to " + std::to_string(data_format) + ". Upgrade forloeb.");
    return std::optional<DataDescription>(std::move(description));
}

Status write_description(const std::filesystem::path& data, const DataDescription& description) {
    const auto temporary = data / "FORMAT.new";
    std::error_code error;
    bool ok = write_and_sync(temporary, description.text());
    if (ok) std::filesystem::rename(temporary, description_file(data), error);
    if (!ok || error || !sync_directory(data))
        return fail(ErrorKind::storage, "Cannot write " + description_file(data).string() + ": check permissions and free space.");
    return {};
}

}  // namespace forloeb
