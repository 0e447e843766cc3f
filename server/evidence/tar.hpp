// Files as one tar (POSIX ustar), by libarchive. The same files make the same bytes. Pure; any thread.
#pragma once

#include <map>
#include <string>

#include "events/vocabulary/result.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb {

/// All within `folder`, readable by everybody, as of one moment.
[[nodiscard]] Result<std::string> tar_of(const std::string& folder, const std::map<std::string, std::string>& files, Instant modified);

}  // namespace forloeb
