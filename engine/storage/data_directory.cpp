#include "engine/storage/data_directory.hpp"

#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

#include "engine/storage/synced_file.hpp"
#include "events/vocabulary/bytes.hpp"

namespace forloeb {
namespace {

constexpr std::string_view first_line = "forloeb data directory";
constexpr std::string_view check_word = "check ";

std::filesystem::path description_file(const std::filesystem::path& data) { return data / "FORMAT"; }
std::filesystem::path restored_file(const std::filesystem::path& data) { return data / "RESTORED"; }

std::string check_line(std::string_view text) {
    std::string crc;
    put_big_endian(crc, static_cast<std::uint32_t>(crc32_z(0, as_bytes(text).data(), text.size())));
    std::string line(check_word);
    line += to_hex(as_bytes(crc));
    line += '\n';
    return line;
}

// Is the last line, where it is a check line, that of the lines before it?
bool matches_its_check(std::string_view text) {
    const std::size_t begins = text.size() < 2 ? std::string_view::npos : text.rfind('\n', text.size() - 2);
    if (begins == std::string_view::npos || !text.substr(begins + 1).starts_with(check_word)) return true;
    return text.substr(begins + 1) == check_line(text.substr(0, begins + 1));
}

tl::unexpected<Error> not_readable(const std::filesystem::path& file) {
    return fail(ErrorKind::damaged, file.string() + " is not readable, or not what was written. Restore the directory from a backup, or name another with --data.");
}

Result<std::string> read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return not_readable(file);
    return std::move(text).str();
}

}  // namespace

std::string DataDescription::text() const {
    std::string text(first_line);
    return text.append("\nformat ") + std::to_string(format) + "\ncontroller " + controller + "\norigin " + origin + "\nkeys " + keys + "\n";
}

Status check_access(const std::filesystem::path& data) {
    if (::access(data.c_str(), R_OK | W_OK | X_OK) == 0 || errno == ENOENT) return {};
    return fail(ErrorKind::storage, "The data directory " + data.string() + " may not be read and written: " + std::generic_category().message(errno) + ".");
}

Result<std::optional<DataDescription>> read_description(const std::filesystem::path& data) {
    const std::filesystem::path file = description_file(data);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::optional<DataDescription>();
    FORLOEB_TRY(const std::string text, read_text(file));
    if (!matches_its_check(text)) return not_readable(file);
    std::istringstream in(text);
    std::string line;
    std::map<std::string, std::string> values;
    const bool ours = std::getline(in, line) && line == first_line;
    while (std::getline(in, line)) {
        const std::size_t space = line.find(' ');
        if (space == std::string::npos) return not_readable(file);
        values[line.substr(0, space)] = line.substr(space + 1);
    }
    const std::string& format = values["format"];
    if (!ours || format.empty() || format.size() > 6 || format.find_first_not_of("0123456789") != std::string::npos) return not_readable(file);
    DataDescription description{std::stoi(format), values["controller"], values["origin"], values["keys"]};
    if (description.format > data_format)
        return fail(ErrorKind::unsupported, "The data directory has format " + format + "; this program knows formats up to " + std::to_string(data_format) + ". Upgrade forloeb.");
    for (const auto& [word, value] : values)
        if (word != "format" && word != "controller" && word != "origin" && word != "keys" && word != "check") return not_readable(file);
    return std::optional<DataDescription>(std::move(description));
}

Status write_description(const std::filesystem::path& data, const DataDescription& description) {
    return replace_file(description_file(data), description.text() + check_line(description.text()));
}

Result<std::string> read_restored(const std::filesystem::path& data) {
    std::error_code error;
    if (!std::filesystem::exists(restored_file(data), error)) return std::string();
    FORLOEB_TRY(std::string text, read_text(restored_file(data)));
    if (text.empty() || !matches_its_check(text)) return not_readable(restored_file(data));
    return text.substr(0, text.rfind(check_word));
}

Status write_restored(const std::filesystem::path& data, const std::string& text) { return replace_file(restored_file(data), text + check_line(text)); }

}  // namespace forloeb
