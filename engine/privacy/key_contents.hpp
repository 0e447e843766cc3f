// The files of a key folder as they lie there, read together: master.key, subject-keys, and the one of epoch-key and epoch-key.next that the
// subject keys are wrapped under, so that also a folder whose rotation is under way, or was cut off, is read whole. Knows files, not
// keys in use. Any thread; errors name the file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/privacy/key_files.hpp"

namespace forloeb {

namespace key_file {

inline constexpr const char* master = "master.key";
inline constexpr const char* epoch = "epoch-key";
inline constexpr const char* keys = "subject-keys";
inline constexpr const char* next_suffix = ".next";                       // what a rotation puts in the place of a file
inline constexpr const char* unwrapped = "subject-keys.unwrapped";  // keys of version 1 on their way out

[[nodiscard]] std::filesystem::path next(std::filesystem::path file);

}  // namespace key_file

/// What belongs together, wiped when it goes.
struct KeyContents {
    std::string master, epoch, keys;  // as they lie in the files; `epoch` empty for version 1
    EpochKey key;

    KeyContents() = default;
    KeyContents(const KeyContents&) = delete;
    KeyContents& operator=(const KeyContents&) = delete;
    ~KeyContents();
};

[[nodiscard]] Result<std::unique_ptr<KeyContents>> read_key_contents(const std::filesystem::path& folder);

[[nodiscard]] bool is_there(const std::filesystem::path& file);
/// Overwritten first. Nothing there is no error.
[[nodiscard]] Status remove_durably(const std::filesystem::path& file);
[[nodiscard]] Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace forloeb
