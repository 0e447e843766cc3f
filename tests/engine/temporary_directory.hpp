// A directory that is gone when the test is: in memory where that has room, unless TMPDIR names a place. What a real disk
// does is the business of the tests under tests/e2e; here its syncs would only be waited for, by a third of the suite's time.
#pragma once

#include <stdlib.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace forloeb::testing {

inline std::filesystem::path where_tests_write() {
    constexpr std::uintmax_t room_min = 2ull << 30;  // several tests at once, each with an engine that wants its space floor
    const std::filesystem::path memory = "/dev/shm";
    std::error_code unknown;
    const auto space = std::filesystem::space(memory, unknown);
    if (::getenv("TMPDIR") == nullptr && !unknown && space.available >= room_min) return memory;
    return std::filesystem::temp_directory_path();
}

class TemporaryDirectory {
  public:
    TemporaryDirectory() {
        std::string pattern = (where_tests_write() / "forloeb-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace forloeb::testing
