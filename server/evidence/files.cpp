#include "server/evidence/files.hpp"

#include <fstream>
#include <sstream>

namespace forloeb {

Result<std::string> read_evidence(const std::filesystem::path& file) {
    std::error_code error;
    std::ifstream in;
    if (std::filesystem::is_regular_file(file, error)) in.open(file, std::ios::binary);
    std::ostringstream content;
    if (in.is_open() && in.peek() != std::ifstream::traits_type::eof()) content << in.rdbuf();
    if (!in.is_open() || in.bad()) return fail(ErrorKind::not_found, file.string() + " is not there, or cannot be read.");
    return std::move(content).str();
}

Status write_evidence(const std::filesystem::path& file, std::string_view content) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    const std::filesystem::path temporary = file.string() + ".new";
    std::ofstream out(temporary, std::ios::binary);
    out << content;
    out.close();
    if (out) std::filesystem::rename(temporary, file, error);
    if (!out || error) return fail(ErrorKind::storage_full, "Cannot write " + file.string() + ": check permissions and free space.");
    return {};
}

}  // namespace forloeb
