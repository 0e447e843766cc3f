#include "projections/measures/time_zone_data.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace forloeb {
namespace {

// The compact source file that the package tzdata installs beside the compiled zones begins "# version 2024a".
std::string read_version() {
    constexpr std::string_view beginning = "# version ";
    const char* directory = std::getenv("TZDIR");
    std::ifstream file(std::filesystem::path(directory != nullptr ? directory : "/usr/share/zoneinfo") / "tzdata.zi");
    std::string line;
    if (!std::getline(file, line) || !line.starts_with(beginning)) return "unknown";
    return line.substr(beginning.size());
}

}  // namespace

const std::string& time_zone_data_version() {
    static const std::string version = read_version();
    return version;
}

}  // namespace forloeb
