// The files of the page as they lie in the program: the build writes the table (server/CMakeLists.txt). Any thread.
#pragma once

#include <span>
#include <string_view>

namespace forloeb {

struct EmbeddedFile {
    std::string_view path;  // "/index.html"
    std::string_view bytes;
};

/// At least /index.html.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace forloeb
