// A folder that is gone when its owner is, whatever happened in between. One thread.
#pragma once

#include <filesystem>

namespace forloeb {

struct ScratchFolder {
    explicit ScratchFolder(std::filesystem::path where) : path(std::move(where)) {}
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path path;
};

}  // namespace forloeb
