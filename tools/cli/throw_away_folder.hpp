// A fresh folder that goes away, with what is in it, at the end of the run. One thread.
#pragma once

#include <filesystem>

#include "events/vocabulary/result.hpp"

namespace forloeb {

class ThrowAwayFolder {
  public:
    /// Inside `parent`; empty = the machine's place for temporary files.
    [[nodiscard]] static Result<ThrowAwayFolder> make(std::filesystem::path parent = {});
    ~ThrowAwayFolder();
    ThrowAwayFolder(ThrowAwayFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    ThrowAwayFolder& operator=(ThrowAwayFolder&&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    explicit ThrowAwayFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace forloeb
