// The data directory's own description, in the text file FORMAT: format version, data controller, origin of the log, key
// folder. Written once, before anything else; a directory of a newer format, of another controller or with another key
// folder is refused by name.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "events/vocabulary/result.hpp"

namespace forloeb {

inline constexpr int data_format = 1;

struct DataDescription {
    int format = data_format;
    std::string controller;
    std::string origin;
    std::string keys;  // fingerprint of the key folder

    [[nodiscard]] std::string text() const;
};

/// Empty if there is no FORMAT file. `unsupported` for a newer format, `damaged` if it is not readable.
[[nodiscard]] Result<std::optional<DataDescription>> read_description(const std::filesystem::path& data);
/// Writes and syncs it.
[[nodiscard]] Status write_description(const std::filesystem::path& data, const DataDescription& description);

}  // namespace forloeb
