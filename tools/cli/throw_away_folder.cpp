#include "tools/cli/throw_away_folder.hpp"

#include <stdlib.h>

namespace forloeb {

Result<ThrowAwayFolder> ThrowAwayFolder::make(std::filesystem::path parent) {
    std::error_code error;
    if (parent.empty()) parent = std::filesystem::temp_directory_path(error);
    std::string pattern = (parent / "forloeb-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr)
        return fail(ErrorKind::storage,
                    "Cannot make a folder in " + parent.string() + ": is it there, and may it be written to?");
    return ThrowAwayFolder(std::move(pattern));
}

ThrowAwayFolder::~ThrowAwayFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace forloeb
